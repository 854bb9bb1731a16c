/** What a feature module is written against: ModuleApi and its context, and idempotency keys. */
module dev.martlet.platform.runtime {
    requires transitive dev.martlet.platform.core;
    requires transitive dev.martlet.platform.sql;
    requires transitive dev.martlet.platform.http;
    requires transitive dev.martlet.platform.calls;
    requires transitive dev.martlet.platform.events;

    exports dev.martlet.platform.runtime;
    exports dev.martlet.platform.runtime.check to dev.martlet.bootstrap;
    exports dev.martlet.platform.runtime.idempotency;
    exports dev.martlet.platform.runtime.inspection;
    exports dev.martlet.platform.runtime.invariants;
    exports dev.martlet.platform.runtime.running to dev.martlet.bootstrap;

    opens dev.martlet.platform.runtime.check to tools.jackson.databind;
    opens dev.martlet.platform.runtime.inspection to tools.jackson.databind;
}
