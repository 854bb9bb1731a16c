package dev.martlet.bench.report;

import java.util.Locale;

/** Numbers as text. */
public final class Figures {
    private static final String NONE = "–";

    private Figures() {}

    /** Two decimals. */
    public static String ratio(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : NONE;
    }

    /** About three significant digits; a dash for what was not measured. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : size > 0 ? "%.3f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
