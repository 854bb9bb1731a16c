package dev.martlet.kernel.http;

import java.util.List;
import java.util.Locale;

/** What a client's {@code Accept} (RFC 9110, section 12.5.1) allows: the most specific range decides. */
final class Accept {
    private Accept() {}

    /** @param header the header's values; none at all allow everything */
    static boolean allows(List<String> header, String mediaType) {
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
