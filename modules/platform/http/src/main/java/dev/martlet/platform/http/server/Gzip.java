package dev.martlet.platform.http.server;

import dev.martlet.platform.http.Entity;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses responses for clients that accept it ({@code Accept-Encoding}, RFC 9110, section 12.5.3). */
final class Gzip {
    static final String CODING = "gzip";
    /** What is smaller costs more than it saves. */
    private static final int SMALLEST = 1024;

    private Gzip() {}

    /** Whether the client accepts gzip and does not prefer the content as it is, and the content is large enough. */
    static boolean suits(Headers request, Entity content) {
        if (content.bytes().length < SMALLEST) {
            return false;
        }
        List<String> accepted = request.all(HeaderNames.ACCEPT_ENCODING, List::of);
        Optional<Double> any = Accept.weight(accepted, "*");
        double gzip = Accept.weight(accepted, CODING).or(() -> Accept.weight(accepted, "x-gzip")).or(() -> any).orElse(0.0);
        return gzip > 0 && gzip >= Accept.weight(accepted, "identity").orElse(0.0);
    }

    static Entity of(Entity content) {
        var zipped = new ByteArrayOutputStream(content.bytes().length / 4);
        try (var out = new Fast(zipped)) {
            out.write(content.bytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Entity(content.mediaType(), zipped.toByteArray());
    }

    /** JSON gets little smaller at higher levels, which cost several times as much. */
    private static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
