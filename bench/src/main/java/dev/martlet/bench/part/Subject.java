package dev.martlet.bench.part;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A running shop with customers and products.
 *
 * @param pids its processes, without PostgreSQL's
 * @param ids the directory of {@code customers.txt} and {@code products.txt}
 */
record Subject(String name, URI url, List<Long> pids, Path ids) {}
