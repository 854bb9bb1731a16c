package dev.martlet.platform.events;

/** The name under which processes tell each other, through PostgreSQL, that a module has recorded events. */
record NotifyChannel(String module) {
    String name() {
        return "martlet_events_" + module;
    }
}
