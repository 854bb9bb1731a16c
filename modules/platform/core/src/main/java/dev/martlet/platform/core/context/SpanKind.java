package dev.martlet.platform.core.context;

/** The side of an exchange that a span is about, as OpenTelemetry names them. */
public enum SpanKind { INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER }
