package dev.martlet.platform.http.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViolationsTest {
    private final Violations violations = new Violations();

    @ParameterizedTest
    @ValueSource(strings = {
        "", "  ", "\u00a0\u2003", "\u200b\ufeff", "a\u0000", "a\u0007", "a\u007f", "a\u0085", "a\nb", "\ud800", "\udc00\ud800", "abcdef"
    })
    void textThatIsBlankOrControlsOrBrokenOrTooLongIsRefused(String text) {
        violations.text("/name", text, 1, 5);
        assertThat(violations.errors()).singleElement().satisfies(error -> assertThat(error.pointer()).isEqualTo("/name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", "äöüß", "日本語", "😀😀😀😀😀"})
    void textOfAnyLanguageIsCountedInCharacters(String text) {
        violations.text("/name", text, 1, 5);
        assertThat(violations.errors()).isEmpty();
    }

    @Test
    void linesMayHaveBreaks() {
        violations.optionalLines("/description", "one\ntwo\r\n\tthree", 0, 100);
        violations.optionalLines("/description", "", 0, 100);
        assertThat(violations.errors()).isEmpty();
        violations.optionalLines("/description", "a\u0000", 0, 100);
        assertThat(violations.errors()).hasSize(1);
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThat(violations.required("/a", null)).isFalse();
        assertThat(violations.required("/b", 1)).isTrue();
        violations.text("/c", null, 1, 5);
        violations.optionalText("/d", null, 1, 5);
        violations.range("/e", 11, 1, 10);
        violations.when(true, "/f", "must not be");
        assertThat(violations.errors()).extracting(Problem.InputError::pointer).containsExactly("/a", "/c", "/e", "/f");
        assertThatThrownBy(violations::throwIfAny).isInstanceOfSatisfying(ProblemException.class, failure -> {
            assertThat(failure.problem().errors()).hasSize(4);
            assertThat(failure.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST);
        });
    }
}
