package dev.martlet.platform.events.relay;

/** The NOTIFY channel for a module's recorded events. */
record NotifyChannel(String module) {
    String name() {
        return "martlet_events_" + module;
    }
}
