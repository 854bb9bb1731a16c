package dev.martlet.bench.measure;

import dev.martlet.bench.load.LoadResult;

/**
 * One run of a target under load. Milliseconds of CPU time, WAL and commits are those of one good response; they are counted until everything that the load
 * caused is done, such as the delivery of events.
 *
 * @param otherPercent the share of the machine's CPU time that went to other programs during the load
 */
public record Measurement(
        LoadResult load, double programMillis, double postgresMillis, double generatorMillis, double mebibytes,
        double walRecords, double walPages, double walBytes, double commits, double otherPercent) {}
