package dev.martlet.platform.http.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Chooses among the representations of a resource the one that a client prefers (proactive negotiation, RFC 9110, section 12.5.1). */
final class MediaTypes {
    private MediaTypes() {}

    /** One range of an Accept header. */
    private record Range(String type, double quality, int position) {
        /** Parameters other than {@code q} make no difference. */
        static Range of(String text, int position) {
            String[] parts = text.split(";");
            double quality = 1;
            for (String part : parts) {
                String parameter = part.replace(" ", "");
                if (parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
                    quality = Double.parseDouble(parameter.substring(2));
                }
            }
            String type = parts[0].strip();
            return new Range(type.equals("*") ? "*/*" : type, quality, position);
        }

        /** How exactly this range names a media type; 0 if it does not. */
        int precision(String mediaType) {
            if (type.equals(mediaType)) {
                return 3;
            }
            return type.equals(mediaType.replaceFirst("/.*", "/*")) ? 2 : type.equals("*/*") ? 1 : 0;
        }
    }

    /**
     * @param accept the header's values; none accept everything
     * @param offered the media types that there are; the first is the default
     * @return the one with the highest quality; of several, the one that is named most exactly, then the one that is named first
     */
    static Optional<String> best(List<String> accept, List<String> offered) {
        if (String.join("", accept).isBlank()) {
            return Optional.of(offered.getFirst());
        }
        String[] texts = String.join(",", accept).toLowerCase(Locale.ROOT).split(",");
        List<Range> ranges = IntStream.range(0, texts.length).mapToObj(i -> Range.of(texts[i], i)).toList();
        String best = null;
        Range reason = null;
        for (String mediaType : offered) {
            Range range = mostPrecise(ranges, mediaType);
            if (range != null && range.quality() > 0 && (reason == null || isBetter(range, mediaType, reason, best))) {
                best = mediaType;
                reason = range;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isBetter(Range range, String mediaType, Range other, String otherType) {
        if (range.quality() != other.quality()) {
            return range.quality() > other.quality();
        }
        int difference = range.precision(mediaType) - other.precision(otherType);
        return difference != 0 ? difference > 0 : range.position() < other.position();
    }

    private static Range mostPrecise(List<Range> ranges, String mediaType) {
        Range found = null;
        for (Range range : ranges) {
            if (range.precision(mediaType) > (found == null ? 0 : found.precision(mediaType))) {
                found = range;
            }
        }
        return found;
    }
}
