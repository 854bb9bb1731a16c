package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With components/internal-tls each pod has a certificate for the name that the others call it by. */
final class InternalTlsTest {
    private static final String FILES = "/run/secrets/martlet/internal-tls";
    private static final String COMMON_NAME = "martlet-internal";

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    static Stream<List<String>> splits() {
        return Stream.of(List.of(), List.of("payments"), List.of("customers", "loyalty"), List.copyOf(Graph.modules()));
    }

    @ParameterizedTest
    @MethodSource("splits")
    void everyPodCallsTheOthersByTheNameOfTheirCertificates(List<String> modules) {
        Manifests manifests = withTls(modules);
        for (Pods pods : manifests.pods()) {
            for (String module : Graph.modules()) {
                String url = pods.environment().getOrDefault("MODULES_" + module.toUpperCase(Locale.ROOT) + "_URL", "");
                if (!url.isEmpty()) {
                    URI address = URI.create(url);
                    assertThat(address.getScheme()).as(pods.name() + " calls " + url).isEqualTo("https");
                    Pods called = manifests.behind(manifests.named(Service.class, address.getHost())).getFirst();
                    assertThat(namesOf(called, manifests)).contains(address.getHost());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("splits")
    void everyPodShowsACertificateThatTheOthersAccept(List<String> modules) {
        Manifests manifests = withTls(modules);
        for (Pods pods : manifests.pods()) {
            assertThat(pods.environment()).containsEntry("INTERNAL_TLS_NAMES", COMMON_NAME);
            assertThat(namesOf(pods, manifests)).contains(COMMON_NAME);
            assertThat(PodSettings.faults(pods.environment())).as(pods.name()).isEmpty();
        }
    }

    private static Manifests withTls(List<String> modules) {
        var components = Stream.of(
                Stream.of("insecure", "internal-tls"), modules.stream().map("split-%s"::formatted), modules.stream().map("internal-tls/%s"::formatted));
        return Kustomize.base(components.flatMap(names -> names).toList());
    }

    /** The DNS names of the certificate that the pods have mounted. */
    @SuppressWarnings("unchecked")
    private static List<String> namesOf(Pods pods, Manifests manifests) {
        String volume = pods.container().getVolumeMounts().stream().filter(mount -> mount.getMountPath().equals(FILES)).findFirst().orElseThrow().getName();
        String secret = pods.spec().getVolumes().stream().filter(candidate -> candidate.getName().equals(volume)).findFirst().orElseThrow()
                .getSecret().getSecretName();
        Map<String, Object> certificate = manifests.all(Map.class).stream().filter(spec -> secret.equals(spec.get("secretName"))).findFirst().orElseThrow();
        return (List<String>) certificate.get("dnsNames");
    }
}
