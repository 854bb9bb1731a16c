package dev.martlet.bootstrap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The commands that docs/tokens.md and docs/walkthrough.sh give operators, run by a shell. */
final class TokensPage {
    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();
    private static final long LONGEST_SECONDS = 60;

    private TokensPage() {}

    /** What the first walk prints, with these addresses in place of the page's. */
    static String walk(Path directory, TwoProcesses processes, String issuer) throws IOException {
        String shop = processes.rest().base();
        String page = Files.readString(DOCS.resolve("tokens.md"));
        int begin = page.indexOf("```sh\nshop=") + "```sh\n".length();
        String commands = page.substring(begin, page.indexOf("```", begin))
                .replace("shop=http://127.0.0.1:8080", "shop=" + shop)
                .replace("issuer=http://127.0.0.1:8180/realms/martlet", "issuer=" + issuer);
        assertThat(commands).contains(shop, issuer);
        return run(directory, Files.writeString(directory.resolve("walk.sh"), commands), processes, "");
    }

    /** What docs/walkthrough.sh prints with somebody's token. */
    static String walkthrough(Path directory, TwoProcesses processes, String token) throws IOException {
        return run(directory, DOCS.resolve("walkthrough.sh"), processes, token, processes.payments().base());
    }

    private static String run(Path directory, Path script, TwoProcesses processes, String token, String... arguments) throws IOException {
        Path output = directory.resolve("said");
        var builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(Map.of("TOKEN", token, "CURL_CA_BUNDLE", processes.authorityFile().toString()));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return Files.readString(output);
    }
}
