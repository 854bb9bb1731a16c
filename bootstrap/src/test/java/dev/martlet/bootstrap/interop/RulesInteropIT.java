package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Prometheus accepts the alerts of k8s/components/monitoring. */
class RulesInteropIT {
    private static final Path RULES = Path.of("..", "k8s", "components", "monitoring", "rules.yaml");

    @Test
    void prometheusAcceptsEveryAlert(@TempDir Path directory) throws IOException {
        Map<String, Object> rule = new Yaml().load(Files.readString(RULES));
        Files.writeString(directory.resolve("rules.yaml"), new Yaml().dump(rule.get("spec")));
        Debian.End check = Debian.run(directory, "promtool", "check", "rules", "--lint-fatal", "rules.yaml");
        assertThat(check.code()).as(check.output()).isZero();
        assertThat(check.output()).contains("SUCCESS");
    }
}
