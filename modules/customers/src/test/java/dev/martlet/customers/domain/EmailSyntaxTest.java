package dev.martlet.customers.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailSyntaxTest {
    private static final String LONGEST_LOCAL_PART = "a".repeat(64);
    private static final String LABEL = "b".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org", "Ada.Lovelace+shop@Mail.Example.CO.UK", "o'hara@example.ie", "1@2.3", "_@xn--bcher-kva.example"})
    void ordinaryAddressesAreValid(String text) {
        assertThat(EmailSyntax.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "ada", "ada@", "@example.org", "ada@localhost", "ada@@example.org", "ada@home@example.org", "a da@example.org", " ada@example.org",
        "ada@example.org ", "ada@example.org\n", "ada\u0000@example.org", "ada@.example.org", "ada@example.org.", "ada@example..org",
        "ada@-example.org", "ada@example-.org",
        ".ada@example.org", "ada.@example.org", "a..da@example.org", "Ada <ada@example.org>", "ada@example.org,eve@example.org",
        "ada@[127.0.0.1]", "\"a da\"@example.org", "ada\r\nBcc: eve@example.org", "\u00e4da@example.org", "ada@ex\u00e4mple.org"})
    void otherTextsAreInvalid(String text) {
        assertThat(EmailSyntax.isValid(text)).isFalse();
    }

    @Test
    void theLengthsAreThoseOfRfc5321() {
        assertThat(EmailSyntax.isValid(LONGEST_LOCAL_PART + "@example.org")).isTrue();
        assertThat(EmailSyntax.isValid(LONGEST_LOCAL_PART + "a@example.org")).isFalse();
        assertThat(EmailSyntax.isValid("a@" + LABEL + ".org")).isTrue();
        assertThat(EmailSyntax.isValid("a@b" + LABEL + ".org")).isFalse();
        assertThat(EmailSyntax.isValid(ofLength(254))).isTrue();
        assertThat(EmailSyntax.isValid(ofLength(255))).isFalse();
    }

    private static String ofLength(int length) {
        String domain = LABEL + "." + LABEL + "." + LABEL + ".org";
        return "a".repeat(length - 1 - domain.length()) + "@" + domain;
    }
}
