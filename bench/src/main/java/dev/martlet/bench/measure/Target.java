package dev.martlet.bench.measure;

import dev.martlet.bench.load.Load;
import java.util.List;

/**
 * What a round puts under load and measures.
 *
 * @param pids its processes, without PostgreSQL's
 */
public record Target(String name, List<Long> pids, Load load) {}
