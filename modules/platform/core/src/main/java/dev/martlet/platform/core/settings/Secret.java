package dev.martlet.platform.core.settings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** A secret of the configuration. One that is in a file changes with it, so it is asked for when it is needed and not kept. */
public final class Secret {
    private final Source source;

    private Secret(Source source) {
        this.source = source;
    }

    public static Secret of(String value) {
        return new Secret(new Fixed(new Values(value, Optional.empty())));
    }

    /**
     * Without one newline at its end.
     *
     * @param key of the configuration that names the file
     * @param rule what the content must be, in words
     */
    static Secret in(String key, Path file, String rule, Predicate<String> valid) throws UnusableFile {
        return new Secret(new InFile(file, WatchedFiles.open(key, List.of(file), new Decoder(file, rule, valid))));
    }

    /** As it is now. */
    public String value() {
        return source.values().value();
    }

    /** What it was before its file changed: where it is shown to may not know of the change yet. */
    public Optional<String> previous() {
        return source.values().previous();
    }

    private record Values(String value, Optional<String> previous) {}

    private sealed interface Source {
        Values values();
    }

    private record Fixed(Values values) implements Source {}

    private record InFile(Path file, WatchedFiles<Values> content) implements Source {
        @Override
        public Values values() {
            return content.current();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof InFile that && file.equals(that.file);
        }

        @Override
        public int hashCode() {
            return file.hashCode();
        }
    }

    /** Remembers the former content. */
    private static final class Decoder implements WatchedFiles.Maker<Values> {
        private final Path file;
        private final String rule;
        private final Predicate<String> valid;
        private Optional<String> last = Optional.empty();

        Decoder(Path file, String rule, Predicate<String> valid) {
            this.file = file;
            this.rule = rule;
            this.valid = valid;
        }

        @Override
        public Values make(List<byte[]> contents) throws UnusableFile {
            String value = text(contents.getFirst()).replaceFirst("\r?\n\\z", "");
            if (value.isBlank()) {
                throw new UnusableFile("the file " + file + " is empty");
            }
            if (!valid.test(value)) {
                throw new UnusableFile("the content of " + file + " " + rule);
            }
            var values = new Values(value, last);
            last = Optional.of(value);
            return values;
        }

        private String text(byte[] content) throws UnusableFile {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            } catch (CharacterCodingException _) {
                throw new UnusableFile("the file " + file + " is not text in UTF-8");
            }
        }
    }

    /** Of the same value, or in the same file. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source);
    }

    @Override
    public String toString() {
        return "***";
    }
}
