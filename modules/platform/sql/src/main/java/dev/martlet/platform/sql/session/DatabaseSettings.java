package dev.martlet.platform.sql.session;

import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.core.settings.Settings;
import java.util.Optional;
import org.postgresql.Driver;

/**
 * Where a module's schema is. Each of {@code db.url}, {@code db.username}, {@code db.password} and {@code db.pool.size} may be set for one
 * module alone, as {@code modules.<module>.db.…}.
 *
 * @param url JDBC URL ({@code jdbc:postgresql://host:port/database}); empty means embedded PostgreSQL
 * @param secret {@code db.password} or the content of {@code db.password.file}
 * @param poolSize connections in the module's pool, 1 to 200; default 10
 * @param ownLogin whether the login is the module's own role; else it is the application's, which may become every module's role
 * @param migrate {@code db.migrate}; default {@code start}
 */
public record DatabaseSettings(
        Optional<String> url, Optional<String> username, Optional<Secret> secret, int poolSize, boolean ownLogin, Migrate migrate) {
    private static final String URL_START = "jdbc:postgresql:";

    /** @param root the whole configuration, not a module's node */
    public static DatabaseSettings from(Settings root, String module) {
        Settings common = root.node("db");
        Settings own = root.node("modules." + module + ".db");
        int size = common.number("pool.size", 10, 1, 200);
        return new DatabaseSettings(
                url(own).or(() -> url(common)),
                own.optionalText("username").or(() -> common.optionalText("username")),
                own.secret("password").or(() -> common.secret("password")),
                own.number("pool.size", size, 1, 200),
                own.isSet("username"),
                common.choice("migrate", Migrate.START));
    }

    /** As it is now. */
    public Optional<String> password() {
        return secret.map(Secret::value);
    }

    /** The same with another server and login: for embedded PostgreSQL. */
    public DatabaseSettings at(String url, String username, String password) {
        return new DatabaseSettings(Optional.of(url), Optional.of(username), Optional.of(Secret.of(password)), poolSize, false, migrate);
    }

    /** The same without leave to change the schema. */
    public DatabaseSettings neverMigrating() {
        return new DatabaseSettings(url, username, secret, poolSize, ownLogin, Migrate.NEVER);
    }

    /** Without the password, and without the URL's parameters, which may have one too. */
    @Override
    public String toString() {
        return url.map(address -> address.replaceFirst("\\?.*", "")).orElse("embedded PostgreSQL") + " as " + username.orElse("the default user");
    }

    private static Optional<String> url(Settings node) {
        Optional<String> url = node.optionalText("url");
        if (url.isPresent() && (!url.get().startsWith(URL_START) || Driver.parseURL(url.get(), null) == null)) {
            node.fault("url", "must be a JDBC URL such as jdbc:postgresql://host:5432/martlet");
            return Optional.empty();
        }
        return url;
    }
}
