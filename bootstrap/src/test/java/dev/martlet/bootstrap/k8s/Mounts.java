package dev.martlet.bootstrap.k8s;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
/** The Secrets that a pod mounts, as files of this machine. */
final class Mounts {
    private static final Path SECRETS = Path.of("/run/secrets/martlet");
    /** Of this JVM alone: tests run in several at once. */
    private static final Path WORK = Path.of("target", "k8s", String.valueOf(ProcessHandle.current().pid()), "secrets").toAbsolutePath();

    private Mounts() {}

    /** The path of a mounted file becomes that of its copy; other values stay as they are. */
    static String local(PodSpec pod, String value) {
        return value.startsWith(SECRETS + "/") ? copy(pod, Path.of(value)).toString() : value;
    }

    static Path file(String name, String content) {
        try {
            Files.createDirectories(WORK);
            return Files.writeString(WORK.resolve(name), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path copy(PodSpec pod, Path path) {
        VolumeMount mount = pod.getContainers().getFirst().getVolumeMounts().stream()
                .filter(mounted -> path.getParent().equals(Path.of(mounted.getMountPath())))
                .findFirst().orElseThrow(() -> new AssertionError("nothing is mounted for " + path));
        SecretVolumeSource secret = pod.getVolumes().stream().filter(volume -> volume.getName().equals(mount.getName())).findFirst().orElseThrow().getSecret();
        String key = path.getFileName().toString();
        boolean isThere = secret.getItems().isEmpty() || secret.getItems().stream().anyMatch(item -> item.getKey().equals(key) && item.getPath().equals(key));
        if (!isThere) {
            throw new AssertionError(path + " is not mounted from " + secret.getSecretName());
        }
        return file(secret.getSecretName() + "-" + key, Secrets.value(secret.getSecretName(), key));
    }
}
