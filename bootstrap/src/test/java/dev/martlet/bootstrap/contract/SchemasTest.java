package dev.martlet.bootstrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The schemas show what is on the wire, for records of any component types. */
class SchemasTest {
    /** How a bird sings. */
    sealed interface Song {
        record None() implements Song {}

        record SungLoud(int volume) implements Song {}
    }

    /** A single constant, at first. */
    enum Colour { BLUE }

    /** What API records are made of. */
    record Everything(
            UUID id, Instant at, String text, boolean flag, int small, long large, double real, Money money, Colour colour, Song song,
            Song.SungLoud alone, List<Song> songs, Map<String, Money> prices,
            Optional<Money> maybeMoney, Optional<Colour> maybeColour, Optional<Song> maybeSong,
            Optional<List<UUID>> maybeIds, Optional<String> maybeText) {}

    @Test
    void aSchemaIsWhatIsWrittenAndRead() {
        SchemaProof.check(Everything.class);
        SchemaProof.check(Song.class);
    }

    @Test
    void everythingIsRequiredButOptionals() {
        var required = Schemas.of(Everything.class).path("required").valueStream().map(name -> name.asString()).toList();
        assertThat(required).containsExactlyInAnyOrder(
                "id", "at", "text", "flag", "small", "large", "real", "money", "colour", "song", "alone", "songs", "prices");
    }

    @Test
    void theRecordsOfASealedInterfaceAreNamedByTheirOutcome() {
        assertThat(Schemas.of(Song.class).at("/oneOf/0/properties/outcome")).hasToString("{\"const\":\"none\"}");
        assertThat(Schemas.of(Song.class).at("/oneOf/1/properties/outcome")).hasToString("{\"const\":\"sung-loud\"}");
        assertThat(Schemas.of(Song.SungLoud.class).at("/properties/outcome")).hasToString("{\"const\":\"sung-loud\"}");
    }

    @Test
    void numbersAreAsWideAsTheyAre() {
        assertThat(Schemas.of(Everything.class).at("/properties/small/format").asString()).isEqualTo("int32");
        assertThat(Schemas.of(Everything.class).at("/properties/large/format").asString()).isEqualTo("int64");
    }
}
