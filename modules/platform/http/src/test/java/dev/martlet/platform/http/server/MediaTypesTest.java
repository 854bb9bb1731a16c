package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    private static final List<String> OFFERED = List.of("application/json", "text/html");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8 | text/html",
        "text/html | text/html",
        "TEXT/HTML | text/html",
        "text/* | text/html",
        "text/html, application/json | text/html",
        "application/json, text/html | application/json",
        "text/html;q=0.5, application/json;q=0.9 | application/json",
        "text/html; q=0.9, */*;q=0.8 | text/html",
        "*/* | application/json",
        "* | application/json",
        "application/json;q=0, */* | text/html",
        "text/html, */* | text/html"})
    void theClientsPreferenceDecides(String accept, String chosen) {
        assertThat(MediaTypes.best(List.of(accept), OFFERED)).contains(chosen);
    }

    @Test
    void withoutAPreferenceTheFirstIsChosen() {
        assertThat(MediaTypes.best(List.of(), OFFERED)).contains("application/json");
        assertThat(MediaTypes.best(List.of(""), OFFERED)).contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/html;q=0", "application/json;q=0, text/html;q=0.000, */*;q=0.5"})
    void nothingIsChosenThatIsNotAccepted(String accept) {
        assertThat(MediaTypes.best(List.of(accept), OFFERED)).isEmpty();
    }
}
