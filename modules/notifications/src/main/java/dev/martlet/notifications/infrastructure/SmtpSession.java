package dev.martlet.notifications.infrastructure;

import jakarta.mail.Session;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The mail library's settings for one connection. */
final class SmtpSession {
    /** Aborts writes that exceed their timeout, for all connections. */
    private static final ScheduledExecutorService WRITE_TIMEOUTS =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("smtp-write-timeouts").factory());

    private SmtpSession() {}

    /** @param utf8 whether headers and commands may contain addresses outside ASCII (RFC 6531) */
    static Session of(SmtpSettings settings, SmtpSockets sockets, boolean utf8) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", Long.toString(settings.connectTimeout().toMillis()));
        properties.setProperty("mail.smtp.timeout", Long.toString(settings.commandTimeout().toMillis()));
        properties.setProperty("mail.smtp.writetimeout", Long.toString(settings.writeTimeout().toMillis()));
        properties.put("mail.smtp.executor.writetimeout", WRITE_TIMEOUTS);
        properties.put("mail.smtp.socketFactory", sockets);
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.starttls() == SmtpSettings.Starttls.REQUIRED));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username().isPresent()));
        properties.setProperty("mail.mime.allowutf8", Boolean.toString(utf8));
        return Session.getInstance(properties);
    }

    /** Why there is no connection, for the log: without addresses that the server may have quoted. */
    static String reason(Throwable failure, SmtpAnswer answer) {
        if (answer.code() != 0) {
            return answer.toString();
        }
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return (cause.getClass().getSimpleName() + ": " + cause.getMessage()).replaceAll("\\s+", " ").replaceAll("\\S+@\\S+", "…");
    }
}
