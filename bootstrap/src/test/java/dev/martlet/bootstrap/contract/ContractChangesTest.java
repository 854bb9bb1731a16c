package dev.martlet.bootstrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.Safe;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.events.EventType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule of {@link ContractChanges}, in requests and in responses. */
class ContractChangesTest {
    record Bird(UUID id, int age) {}

    record Reordered(int age, UUID id) {}

    record WithNest(UUID id, int age, Optional<String> nest) {}

    record WithRequiredNest(UUID id, int age, String nest) {}

    record WithoutAge(UUID id) {}

    record Renamed(UUID id, int years) {}

    record Wider(UUID id, long age) {}

    record Retyped(UUID id, String age) {}

    record Formatless(String id, int age) {}

    record MaybeAge(UUID id, Optional<Integer> age) {}

    record Flock(List<Bird> birds) {}

    record YoungFlock(List<WithoutAge> birds) {}

    record Lone(Bird birds) {}

    record Maybe(Optional<Bird> bird) {}

    record MaybeYoung(Optional<WithoutAge> bird) {}

    enum Colour { BLUE, RED }

    enum LessColour { BLUE }

    record Coloured(Colour colour) {}

    record LessColoured(LessColour colour) {}

    sealed interface Song {
        record Loud(int volume) implements Song {}

        record Soft() implements Song {}
    }

    sealed interface LouderSong {
        record Loud(int volume, Optional<Integer> pitch) implements LouderSong {}

        record Soft() implements LouderSong {}
    }

    sealed interface MoreSong {
        record Loud(int volume) implements MoreSong {}

        record None() implements MoreSong {}

        record Soft() implements MoreSong {}
    }

    record Singer(Song song) {}

    record BetterSinger(MoreSong song) {}

    @ParameterizedTest
    @EnumSource
    void whatIsTheSameHasNotChanged(Direction direction) {
        assertThat(breaking(direction, Bird.class, Bird.class)).isEmpty();
        assertThat(breaking(direction, Bird.class, Reordered.class)).isEmpty();
        assertThat(additions(direction, Bird.class, Reordered.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aNewMemberThatMayBeMissingIsAnAddition(Direction direction) {
        assertThat(breaking(direction, Bird.class, WithNest.class)).isEmpty();
        assertThat(additions(direction, Bird.class, WithNest.class)).containsExactly(word(direction) + "/nest: new, may be missing");
    }

    @ParameterizedTest
    @EnumSource
    void aNewMemberThatIsRequiredBreaks(Direction direction) {
        assertBreaks(direction, Bird.class, WithRequiredNest.class, "/nest: new and required, but older processes do not send it: make it Optional");
    }

    @ParameterizedTest
    @EnumSource
    void aMemberThatIsRemovedBreaks(Direction direction) {
        assertBreaks(direction, Bird.class, WithoutAge.class, "/age: removed");
        assertBreaks(direction, WithNest.class, Bird.class, "/nest: removed");
    }

    @ParameterizedTest
    @EnumSource
    void aMemberWithANewNameBreaks(Direction direction) {
        assertThat(breaking(direction, Bird.class, Renamed.class)).containsExactly(
                word(direction) + "/age: removed",
                word(direction) + "/years: new and required, but older processes do not send it: make it Optional");
    }

    @ParameterizedTest
    @EnumSource
    void aMemberOfAnotherTypeOrWidthOrFormatBreaks(Direction direction) {
        assertBreaks(direction, Bird.class, Retyped.class, "/age: is (type string) and was (format int32, type integer)");
        assertBreaks(direction, Bird.class, Wider.class, "/age: is (format int64, type integer) and was (format int32, type integer)");
        assertBreaks(direction, Bird.class, Formatless.class, "/id: is (type string) and was (format uuid, type string)");
        assertBreaks(direction, Flock.class, Lone.class, "/birds: is (type object) and was (items …, type array)");
    }

    @ParameterizedTest
    @EnumSource
    void whetherAMemberMayBeMissingStaysSo(Direction direction) {
        assertBreaks(direction, Bird.class, MaybeAge.class, "/age: may be missing now, but older processes require it");
        assertBreaks(direction, MaybeAge.class, Bird.class, "/age: is required now, but older processes may leave it out");
    }

    @ParameterizedTest
    @EnumSource
    void listsAndOptionalsAreLookedInto(Direction direction) {
        assertBreaks(direction, Flock.class, YoungFlock.class, "/birds[]/age: removed");
        assertBreaks(direction, Maybe.class, MaybeYoung.class, "/bird/age: removed");
    }

    @ParameterizedTest
    @EnumSource
    void aConstantThatIsRemovedBreaks(Direction direction) {
        assertBreaks(direction, Coloured.class, LessColoured.class, "/colour: constant RED removed");
    }

    @Test
    void aNewConstantIsAnAdditionToARequest() {
        assertThat(breaking(Direction.REQUEST, LessColoured.class, Coloured.class)).isEmpty();
        assertThat(additions(Direction.REQUEST, LessColoured.class, Coloured.class)).containsExactly("request/colour: constant RED is new");
    }

    @Test
    void aNewConstantBreaksAResponse() {
        assertBreaks(Direction.RESPONSE, LessColoured.class, Coloured.class, "/colour: constant RED is new, but older readers do not understand it");
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeThatIsRemovedBreaks(Direction direction) {
        assertBreaks(direction, MoreSong.class, Song.class, ": outcome none removed");
    }

    @Test
    void aNewOutcomeBreaksAResponse() {
        assertBreaks(Direction.RESPONSE, Song.class, MoreSong.class, ": outcome none is new, but older readers do not understand it");
    }

    @Test
    void aNewChoiceIsAnAdditionToARequest() {
        assertThat(breaking(Direction.REQUEST, Singer.class, BetterSinger.class)).isEmpty();
        assertThat(additions(Direction.REQUEST, Singer.class, BetterSinger.class)).containsExactly("request/song: outcome none is new");
    }

    @ParameterizedTest
    @EnumSource
    void outcomesAreLookedInto(Direction direction) {
        assertThat(additions(direction, Song.class, LouderSong.class)).containsExactly(word(direction) + "(loud)/pitch: new, may be missing");
        assertBreaks(direction, LouderSong.class, Song.class, "(loud)/pitch: removed");
    }

    @ParameterizedTest
    @EnumSource
    void oneRecordInsteadOfOutcomesBreaks(Direction direction) {
        assertBreaks(direction, Song.class, Bird.class, ": is (type object) and was (oneOf …)");
    }

    /** Operations of one time and of another. */
    private static final class Before {
        @Api(module = "birds")
        interface Birds {
            @Keyed("id")
            WithoutAge feed(Bird request);

            @Safe
            Song hear(WithoutAge request);
        }
    }

    private static final class Fewer {
        @Api(module = "birds")
        interface Birds {
            @Keyed("id")
            WithoutAge feed(Bird request);
        }
    }

    private static final class Careless {
        @Api(module = "birds")
        interface Birds {
            @Safe
            WithoutAge feed(Bird request);

            @Safe
            Song hear(WithoutAge request);
        }
    }

    private static final class OtherKey {
        @Api(module = "birds")
        interface Birds {
            @Keyed("age")
            WithoutAge feed(Bird request);

            @Safe
            Song hear(WithNest request);
        }
    }

    @Test
    void aNewOperationIsAnAdditionAndOneThatIsRemovedBreaks() {
        assertThat(changes(Fewer.Birds.class, Before.Birds.class).breaking()).isEmpty();
        assertThat(changes(Fewer.Birds.class, Before.Birds.class).additions()).containsExactly("birds.hear: new");
        assertThat(changes(Before.Birds.class, Fewer.Birds.class).breaking()).containsExactly("birds.hear: removed");
    }

    @Test
    void anotherRepeatabilityOrKeyBreaks() {
        assertThat(changes(Before.Birds.class, Careless.Birds.class).breaking())
                .containsExactly("birds.feed: repeatability is safe and was keyed", "birds.feed: key is none and was id");
        assertThat(changes(Before.Birds.class, OtherKey.Birds.class).breaking()).containsExactly(
                "birds.feed: key is age and was id",
                "birds.hear request/age: new and required, but older processes do not send it: make it Optional");
    }

    @Test
    void aNewEventIsAnAdditionAndOneThatIsRemovedBreaks() {
        var none = ContractDocument.empty();
        assertThat(ContractChanges.between("birds", none, event(Bird.class)).additions()).containsExactly("birds event BirdSeen: new");
        assertThat(ContractChanges.between("birds", event(Bird.class), none).breaking()).containsExactly("birds event BirdSeen: removed");
    }

    @Test
    void anEventIsReadByOldReadersAsAResponseIs() {
        assertThat(ContractChanges.between("birds", event(LessColoured.class), event(Coloured.class)).breaking())
                .containsExactly("birds event BirdSeen/colour: constant RED is new, but older readers do not understand it");
        assertThat(ContractChanges.between("birds", event(Bird.class), event(WithNest.class)).additions())
                .containsExactly("birds event BirdSeen/nest: new, may be missing");
    }

    @Test
    void theTextIsTheSameInAnyOrderAndIsReadAsItWasWritten() {
        assertThat(event(Reordered.class).text()).isEqualTo(event(Bird.class).text());
        assertThat(ContractDocument.read(event(Song.class).text())).isEqualTo(event(Song.class));
    }

    private static void assertBreaks(Direction direction, Class<?> recorded, Class<?> current, String line) {
        assertThat(breaking(direction, recorded, current)).containsExactly(word(direction) + line);
        assertThat(additions(direction, recorded, current)).isEmpty();
    }

    private static List<String> breaking(Direction direction, Class<?> recorded, Class<?> current) {
        return ContractChanges.between(direction, Schemas.of(recorded), Schemas.of(current)).breaking();
    }

    private static List<String> additions(Direction direction, Class<?> recorded, Class<?> current) {
        return ContractChanges.between(direction, Schemas.of(recorded), Schemas.of(current)).additions();
    }

    private static ContractChanges changes(Class<?> recorded, Class<?> current) {
        return ContractChanges.between("birds",
                ContractDocument.of(Operation.of(recorded), List.of()), ContractDocument.of(Operation.of(current), List.of()));
    }

    private static ContractDocument event(Class<?> payload) {
        return ContractDocument.of(List.of(), List.of(new EventType<>("birds", "BirdSeen", payload)));
    }

    private static String word(Direction direction) {
        return direction.name().toLowerCase();
    }
}
