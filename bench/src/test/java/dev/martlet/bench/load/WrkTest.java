package dev.martlet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WrkTest {
    @Test
    void onlyTheStatusOfTheWorkIsGood() {
        String line = """
                {"seconds": 2.5, "p50_ms": 11.5, "p99_ms": 40.25, "statuses": {"201": 1000, "503": 7, "202": 2},
                 "errors": {"connect": 0, "read": 0, "write": 0, "timeout": 3}}""";
        LoadResult result = Wrk.parse(line, Work.orders);
        assertThat(result).isEqualTo(new LoadResult(1000, Map.of("503", 7L, "202", 2L, "timeout", 3L), 2.5, 11.5, 40.25));
        assertThat(result.rate()).isEqualTo(400);
    }
}
