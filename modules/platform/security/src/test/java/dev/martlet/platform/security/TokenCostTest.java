package dev.martlet.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.security.TestIssuer.Key;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonPointer;

/** What a token costs each request: CPU time of its thread. The figures are in docs/performance.md. */
class TokenCostTest {
    private static final int NEW_TOKENS = 2000;
    private static final int TIMES = 100_000;
    private static final double MOST_MICROS = 50;
    @TempDir
    private Path folder;

    @Test
    void aKnownTokenCostsLessThan50Microseconds() throws Exception {
        Key key = Key.es256("key");
        Path file = Files.writeString(folder.resolve("jwks.json"), TestIssuer.jwks(key.jwk()));
        var settings = new JwtSettings(
                new KeySource.File(file), TestIssuer.NAME, TestIssuer.AUDIENCE, JsonPointer.compile("/roles"), JsonPointer.compile("/sub"));
        List<List<String>> headers = IntStream.range(0, 2 * NEW_TOKENS)
                .mapToObj(i -> List.of("Bearer " + key.token(TestIssuer.claims("subject-" + i, "roles", "customer")))).toList();
        try (var tokens = AccessTokens.of(settings)) {
            micros(headers.subList(0, NEW_TOKENS), tokens, NEW_TOKENS);
            double verified = micros(headers.subList(NEW_TOKENS, 2 * NEW_TOKENS), tokens, NEW_TOKENS);
            micros(headers.subList(0, 1), tokens, TIMES);
            double known = micros(headers.subList(0, 1), tokens, TIMES);
            System.out.printf("ES256: %.0f µs of CPU for a new token, %.1f µs for a known one%n", verified, known);
            assertThat(known).isLessThan(MOST_MICROS);
        }
    }

    private static double micros(List<List<String>> headers, AccessTokens tokens, int times) {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            assertThat(tokens.caller(headers.get(i % headers.size())).isPresent()).isTrue();
        }
        return (threads.getCurrentThreadCpuTime() - begin) / 1000.0 / times;
    }
}
