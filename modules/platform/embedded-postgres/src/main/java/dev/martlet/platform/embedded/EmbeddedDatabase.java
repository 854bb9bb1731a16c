package dev.martlet.platform.embedded;

import dev.martlet.platform.core.local.LocalDatabase;
import java.nio.file.Path;

/** Provides embedded PostgreSQL to a process without a database. */
public final class EmbeddedDatabase implements LocalDatabase {
    @Override
    public Server start(Path directory) {
        return EmbeddedPostgres.start(directory);
    }

    @Override
    public boolean isIn(Path directory) {
        return new Cluster(directory).isPrepared();
    }
}
