package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods ask for tokens unless an operator chose otherwise, and read their secrets from files. */
final class TokensTest {
    private static final Pattern ISSUER = Pattern.compile("(?s)```yaml\n(patches:[^`]*SECURITY_JWT_ISSUER.*?)```");

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    static Iterable<String> overlays() {
        return Kustomize.overlays();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void aPodWithoutAnIssuerSaysWhatIsMissing(String overlay) {
        for (Manifests manifests : List.of(Kustomize.overlay(overlay), Kustomize.overlay(overlay, List.of("jwt")))) {
            manifests.pods().forEach(pods -> assertThat(PodSettings.faults(pods.environment())).as(pods.name()).containsExactlyInAnyOrder(
                    "security.jwt.jwks: is required while security.mode is jwt",
                    "security.jwt.issuer: is required while security.mode is jwt",
                    "security.jwt.audience: is required while security.mode is jwt"));
        }
    }

    @Test
    void thePagesIssuerIsEnough() throws IOException {
        String lines = ISSUER.matcher(Files.readString(Path.of("..", "k8s", "README.md"))).results().findFirst().orElseThrow().group(1);
        Manifests manifests = Kustomize.base(List.of(), List.of("split-payments", "jwt"), lines);
        manifests.pods().forEach(pods -> {
            assertThat(pods.environment()).containsEntry("SECURITY_MODE", "jwt");
            assertThat(PodSettings.faults(pods.environment())).as(pods.name()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void passwordsAndTokensAreInNoEnvironment(String overlay) {
        Manifests manifests = Kustomize.overlay(overlay);
        assertThat(Stream.concat(manifests.pods().stream(), Stream.of(manifests.migration())).flatMap(pods -> pods.container().getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null)).extracting(EnvVar::getName).containsOnly("DB_URL", "DB_USERNAME");
    }
}
