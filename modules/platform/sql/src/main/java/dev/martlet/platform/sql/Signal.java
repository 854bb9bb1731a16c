package dev.martlet.platform.sql;

/** Marks a parameter whose commit is signalled: see {@link Database#onEventsRecorded}. */
public interface Signal {}
