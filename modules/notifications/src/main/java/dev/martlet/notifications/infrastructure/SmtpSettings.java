package dev.martlet.notifications.infrastructure;

import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.core.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * The node {@code modules.notifications.smtp}. The timeouts' defaults are those of RFC 5321, section 4.5.3.2.
 *
 * @param host {@code host}: the mail server; without it, mail is recorded and stays QUEUED
 * @param port {@code port}: 1 to 65535, default 587 (submission, RFC 6409)
 * @param username {@code username}: for the login; requires {@code password}; none by default
 * @param password {@code password}, or the content of {@code password.file}
 * @param from {@code from}: the sender's address, ASCII before the @; default {@code shop@localhost}
 * @param starttls {@code starttls}: {@code offered} (TLS when the server offers it) or {@code required} (never without); default {@code offered},
 *     and {@code required} with a {@code username}
 * @param connections {@code connections}: the maximum number of connections of a process, 1 to 100, default 20; more than 4 only while recipients are slow
 * @param connectTimeout {@code timeout.connect}: for the TCP connection, 100ms to 1m, default 10s
 * @param commandTimeout {@code timeout.command}: for the answer to a command, 100ms to 10m, default 5m
 * @param writeTimeout {@code timeout.write}: for writing a part of the mail, 100ms to 10m, default 3m
 * @param acceptTimeout {@code timeout.accept}: for the answer to the mail as a whole, 100ms to 1h, default 10m
 * @param maxAge {@code max.age}: the maximum age of a queued mail before it fails, 1m to 30d, default 1d
 */
public record SmtpSettings(
        Optional<String> host,
        int port,
        Optional<String> username,
        Optional<Secret> password,
        String from,
        Starttls starttls,
        int connections,
        Duration connectTimeout,
        Duration commandTimeout,
        Duration writeTimeout,
        Duration acceptTimeout,
        Duration maxAge) {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** When the connection is encrypted: when the server offers it, or always. */
    public enum Starttls { OFFERED, REQUIRED }

    public static SmtpSettings from(Settings settings) {
        requirePassword(settings);
        return new SmtpSettings(
                settings.optionalText("host"),
                settings.number("port", 587, 1, 65_535),
                settings.optionalText("username"),
                settings.secret("password"),
                address(settings, "from", "shop@localhost"),
                starttls(settings),
                settings.number("connections", 20, 1, 100),
                settings.duration("timeout.connect", Duration.ofSeconds(10), SHORTEST, Duration.ofMinutes(1)),
                settings.duration("timeout.command", Duration.ofMinutes(5), SHORTEST, Duration.ofMinutes(10)),
                settings.duration("timeout.write", Duration.ofMinutes(3), SHORTEST, Duration.ofMinutes(10)),
                settings.duration("timeout.accept", Duration.ofMinutes(10), SHORTEST, Duration.ofHours(1)),
                settings.duration("max.age", Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofDays(30)));
    }

    private static void requirePassword(Settings settings) {
        boolean hasName = settings.isSet("username");
        if (hasName != settings.isSecretSet("password")) {
            settings.fault(hasName ? "password" : "username", "must be set together with " + settings.key(hasName ? "username" : "password"));
        }
    }

    /** A password is not sent where anybody on the way could read it. */
    private static Starttls starttls(Settings settings) {
        boolean hasLogin = settings.isSet("username");
        Starttls starttls = settings.choice("starttls", hasLogin ? Starttls.REQUIRED : Starttls.OFFERED);
        if (hasLogin && starttls != Starttls.REQUIRED) {
            settings.fault("starttls", "must be required, because " + settings.key("username") + " is set");
        }
        return starttls;
    }

    private static String address(Settings settings, String name, String fallback) {
        Optional<String> given = settings.optionalText(name);
        if (given.isEmpty()) {
            return fallback;
        }
        var address = given.flatMap(MailAddress::of).filter(mail -> !mail.needsUtf8());
        if (address.isEmpty()) {
            settings.fault(name, "must be a mail address such as shop@example.org");
        }
        return address.map(MailAddress::text).orElse(fallback);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SmtpSettings[host=" + host + ", port=" + port + "]";
    }
}
