package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a new user to type works. */
@ExtendWith(OneShop.class)
final class WalkthroughTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SCRIPT = ROOT.resolve("docs").resolve("walkthrough.sh");

    @TempDir
    private Path folder;

    private final Shop shop;

    WalkthroughTest(Shop shop) {
        this.shop = shop;
    }

    @Test
    void theScriptFindsThatEverythingAddsUp() throws Exception {
        assumeTrue(hasCurl(), "there is no curl here");
        Path said = folder.resolve("said");
        Process script = new ProcessBuilder("sh", SCRIPT.toString(), shop.http().base()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).content().contains("Everything adds up.");
    }

    @Test
    void theReadmeShowsWhatTheScriptDoes() throws IOException {
        String script = Files.readString(SCRIPT);
        assertThat(commands()).hasSizeGreaterThan(12).allMatch(script::contains);
    }

    /** The lines of the README's walk-through, without the remarks behind them, and without the address, which is an argument of the script. */
    private static Stream<String> commands() throws IOException {
        String text = Files.readString(ROOT.resolve("README.md"));
        int begin = text.indexOf("```sh\n") + "```sh\n".length();
        return text.substring(begin, text.indexOf("```", begin)).lines()
                .map(line -> line.replaceFirst(" {2,}# .*", ""))
                .filter(line -> !line.isBlank() && !line.startsWith("shop="));
    }

    private static boolean hasCurl() throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v curl").redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }
}
