package dev.martlet.platform.http.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client's {@code Accept} (RFC 9110, section 12.5.1) allows: the most specific range decides. */
public final class Accept {
    private static final Pattern WEIGHT = Pattern.compile("q=(?:0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");

    private Accept() {}

    /**
     * The weight that a header such as {@code Accept-Encoding} gives to a name, from 0 to 1 (RFC 9110, section 12.4.2). Empty if it does not have the name;
     * what is no weight counts as 1.
     */
    static Optional<Double> weight(List<String> header, String name) {
        for (String item : String.join(",", header).toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = item.split(";");
            if (parts[0].strip().equals(name)) {
                return Optional.of(parts.length > 1 ? weight(parts[1].replaceAll("[ \\t]", "")) : 1);
            }
        }
        return Optional.empty();
    }

    private static double weight(String parameter) {
        return WEIGHT.matcher(parameter).matches() ? Double.parseDouble(parameter.substring(2)) : 1;
    }

    /** @param header the header's values; none at all allow everything */
    public static boolean allows(List<String> header, String mediaType) {
        if (header.isEmpty()) {
            return true;
        }
        String[] ranges = String.join(",", header).toLowerCase(Locale.ROOT).split(",");
        String anySubtype = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
        for (String wanted : List.of(mediaType, anySubtype, "*/*")) {
            for (String range : ranges) {
                if (type(range).equals(wanted)) {
                    return !isRefused(range);
                }
            }
        }
        return String.join("", ranges).isBlank();
    }

    /** Without parameters, which make no difference here. Java's HttpURLConnection writes {@code *} for all types. */
    private static String type(String range) {
        String type = range.split(";", 2)[0].strip();
        return type.equals("*") ? "*/*" : type;
    }

    private static boolean isRefused(String range) {
        for (String parameter : range.split(";")) {
            if (parameter.strip().matches("q\\s*=\\s*0(\\.0{0,3})?")) {
                return true;
            }
        }
        return false;
    }
}
