package dev.martlet.bench.report;

import java.util.Map;

/**
 * The part of the report that one part of the benchmark fills.
 *
 * @param plots SVG text by file name; the Markdown refers to them as {@code plots/NAME}
 */
public record Section(String part, String title, String markdown, Map<String, String> plots) {}
