package dev.martlet.bootstrap.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Debian's Postfix as a relay, with a configuration, a queue and a log of its own. It is started as root, as Postfix wants it. */
final class Postfix implements AutoCloseable {
    private static final String SERVICES = """
            127.0.0.1:%d inet n - n - - smtpd
            postlog unix-dgram n - n - 1 postlogd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            """;
    private static final String SETTINGS = """
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = relay.example.com
            mydestination =
            local_recipient_maps =
            alias_maps =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            smtpd_relay_restrictions = permit_mynetworks, reject
            relayhost = [127.0.0.1]:%2$d
            smtp_dns_support_level = disabled
            smtp_tls_security_level = none
            smtpd_tls_security_level = none
            maillog_file = %1$s/log
            maillog_file_prefixes = %1$s
            """;

    private final Path directory;
    private final int port = FreePorts.take(1).getFirst();

    private Postfix(Path directory) {
        this.directory = directory;
    }

    /** @param nextHop the port of the server that gets everything */
    static Postfix start(Path directory, int nextHop) {
        var postfix = new Postfix(directory.toAbsolutePath());
        postfix.prepare(nextHop);
        postfix.control("start");
        await().until(() -> Program.listens(postfix.port));
        return postfix;
    }

    int port() {
        return port;
    }

    /** Changes a setting of the running server. */
    void set(String name, String value) {
        assertThat(Debian.run(directory, "postconf", "-c", configuration(), "-e", name + "=" + value).code()).isZero();
        control("reload");
    }

    String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        control("stop");
    }

    private void prepare(int nextHop) {
        try {
            for (String name : new String[] {"conf", "queue", "data"}) {
                Files.createDirectories(directory.resolve(name));
            }
            Files.writeString(directory.resolve("conf/main.cf"), SETTINGS.formatted(directory, nextHop));
            Files.writeString(directory.resolve("conf/master.cf"), SERVICES.formatted(port));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setOwner(directory.resolve("data"), directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void control(String command) {
        var end = Debian.run(directory, "postfix", "-c", configuration(), command);
        assertThat(end.code()).as(end.output()).isZero();
    }

    private String configuration() {
        return directory.resolve("conf").toString();
    }
}
