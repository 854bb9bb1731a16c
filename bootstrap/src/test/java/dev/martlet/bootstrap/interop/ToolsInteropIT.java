package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsInteropIT {
    @Test
    void theProgramsOfTheProfileAreInstalled(@TempDir Path directory) {
        assertThat(Debian.run(directory, "nginx", "-v").output()).contains("nginx/");
        assertThat(Debian.run(directory, "haproxy", "-v").output()).contains("HAProxy");
        assertThat(Debian.run(directory, "ab", "-V").output()).contains("ApacheBench");
        assertThat(Debian.run(directory, "pgbouncer", "--version").output()).contains("PgBouncer");
        assertThat(Debian.run(directory, "postconf", "-d", "mail_version").output()).contains("mail_version");
        assertThat(Debian.run(directory, "faketime", "--version").output()).contains("faketime");
        assertThat(Debian.run(directory, "promtool", "--version").output()).contains("promtool");
    }
}
