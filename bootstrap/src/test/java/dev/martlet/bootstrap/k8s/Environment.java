package dev.martlet.bootstrap.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container's environment, put together in the order in which the kubelet does it. Mounted Secrets are files of this machine. */
final class Environment {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z0-9_]+)\\)");

    private Environment() {}

    static Map<String, String> of(PodSpec pod, Manifests manifests) {
        Container container = pod.getContainers().getFirst();
        var environment = new HashMap<String, String>();
        for (EnvFromSource source : container.getEnvFrom()) {
            environment.putAll(manifests.named(ConfigMap.class, source.getConfigMapRef().getName()).getData());
        }
        for (EnvVar variable : container.getEnv()) {
            environment.put(variable.getName(), value(variable, environment));
        }
        environment.replaceAll((_, value) -> Mounts.local(pod, value));
        return environment;
    }

    private static String value(EnvVar variable, Map<String, String> environment) {
        if (variable.getValueFrom() == null) {
            return expanded(variable.getValue() == null ? "" : variable.getValue(), environment);
        }
        var secret = variable.getValueFrom().getSecretKeyRef();
        return Secrets.value(secret.getName(), secret.getKey());
    }

    private static String expanded(String value, Map<String, String> environment) {
        return REFERENCE.matcher(value).replaceAll(found -> {
            if (!environment.containsKey(found.group(1))) {
                throw new AssertionError(value + " refers to a variable that is not there: " + found.group(1));
            }
            return Matcher.quoteReplacement(environment.get(found.group(1)));
        });
    }
}
