package dev.martlet.bootstrap;

import dev.martlet.platform.sql.Database;
import java.util.concurrent.CompletableFuture;

/** Whether a module's database answers, for health checks that must not wait for it: one question is under way at a time. */
final class DatabaseState {
    private final Database database;
    private CompletableFuture<Boolean> question = CompletableFuture.completedFuture(true);

    DatabaseState(Database database) {
        this.database = database;
    }

    /** Asks, unless a question is under way. Its answer comes within about a second. */
    synchronized CompletableFuture<Boolean> ask() {
        if (question.isDone()) {
            question = CompletableFuture.supplyAsync(database::ping, Thread::startVirtualThread).exceptionally(_ -> false);
        }
        return question;
    }
}
