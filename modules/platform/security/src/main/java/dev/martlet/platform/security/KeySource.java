package dev.martlet.platform.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where an issuer's key set is read from. */
sealed interface KeySource {
    /** A key set of a hundred certificates has less. */
    int LARGEST = 256 * 1024;

    /** Empty if it is neither an address nor a path. */
    static Optional<KeySource> parse(String text) {
        try {
            if (!text.matches("(?i)https?://.*")) {
                return Optional.of(new File(Path.of(text)));
            }
            var address = URI.create(text);
            return address.getHost() == null ? Optional.empty() : Optional.of(new Address(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** What is there now. @throws IOException with a message for the operator if it cannot be read, in time and up to {@link #LARGEST} */
    byte[] read() throws IOException;

    /** How often it is looked at. */
    Duration interval();

    /** Looked at often: who replaces it expects that it is used. */
    record File(Path path) implements KeySource {
        @Override
        public byte[] read() throws IOException {
            if (!Files.isRegularFile(path)) {
                throw new IOException(path + " is no file");
            }
            try (InputStream file = Files.newInputStream(path)) {
                byte[] bytes = file.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException(path + " is larger than 256 KiB");
                }
                return bytes;
            } catch (FileSystemException failure) {
                throw new IOException(path + " cannot be read", failure);
            }
        }

        @Override
        public Duration interval() {
            return Duration.ofSeconds(1);
        }
    }

    /** Issuers publish a new key long before they use it. */
    record Address(URI address) implements KeySource {
        private static final Duration LONGEST = Duration.ofSeconds(3);
        private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(LONGEST).build();

        @Override
        public byte[] read() throws IOException {
            var request = HttpRequest.newBuilder(address).header("Accept", "application/jwk-set+json, application/json").timeout(LONGEST).build();
            var answer = CLIENT.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            try {
                return body(answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException slow) {
                throw new IOException(address.getHost() + " did not send its key set within " + LONGEST.toSeconds() + " s", slow);
            } catch (ExecutionException failure) {
                throw new IOException(address.getHost() + " did not send its key set: " + failure.getCause(), failure);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped", stopped);
            } finally {
                answer.cancel(true);
            }
        }

        @Override
        public Duration interval() {
            return Duration.ofMinutes(5);
        }

        private byte[] body(HttpResponse<byte[]> answer) throws IOException {
            if (answer.statusCode() != 200) {
                throw new IOException(address.getHost() + " answered " + answer.statusCode() + " instead of its key set");
            }
            return answer.body();
        }
    }
}
