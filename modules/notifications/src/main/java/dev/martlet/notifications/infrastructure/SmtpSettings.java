package dev.martlet.notifications.infrastructure;

import dev.martlet.kernel.settings.Settings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The node {@code modules.notifications.smtp}.
 *
 * @param host {@code host}: the mail server; without it, mail is recorded and stays QUEUED
 * @param port {@code port}: 1 to 65535, default 587 (submission, RFC 6409)
 * @param username {@code username}: to log in with; goes with {@code password}; none by default
 * @param password {@code password}
 * @param from {@code from}: the sender's address, default {@code shop@localhost}
 * @param starttls {@code starttls}: {@code offered} (default: TLS when the server offers it) or {@code required} (never without)
 * @param timeout {@code timeout}: the longest wait for the server to connect, take or answer something, 100ms to 30s, default 10s
 * @param expiry {@code expiry}: how long a mail may wait before it is given up, 1m to 30d, default 1d
 */
public record SmtpSettings(
        Optional<String> host,
        int port,
        Optional<String> username,
        Optional<String> password,
        String from,
        Starttls starttls,
        Duration timeout,
        Duration expiry) {

    /** When the connection is encrypted. */
    public enum Starttls { OFFERED, REQUIRED }

    public static SmtpSettings from(Settings settings) {
        requireTogether(settings, "username", "password");
        return new SmtpSettings(
                settings.optionalText("host"),
                settings.number("port", 587, 1, 65_535),
                settings.optionalText("username"),
                settings.optionalText("password"),
                address(settings, "from", "shop@localhost"),
                settings.choice("starttls", Starttls.OFFERED),
                settings.duration("timeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(30)),
                settings.duration("expiry", Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofDays(30)));
    }

    private static void requireTogether(Settings settings, String one, String other) {
        if (settings.isSet(one) != settings.isSet(other)) {
            settings.fault(settings.isSet(one) ? other : one, "must be set together with " + settings.key(settings.isSet(one) ? one : other));
        }
    }

    private static String address(Settings settings, String name, String fallback) {
        try {
            return new InternetAddress(settings.text(name, fallback), true).getAddress();
        } catch (AddressException _) {
            settings.fault(name, "must be a mail address such as shop@example.org");
            return fallback;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SmtpSettings[host=" + host + ", port=" + port + "]";
    }
}
