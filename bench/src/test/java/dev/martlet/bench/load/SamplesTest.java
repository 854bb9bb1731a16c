package dev.martlet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bench.load.Samples.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    @Test
    void whatIsWrittenIsReadAgain(@TempDir Path directory) throws IOException {
        var log = new SampleLog();
        log.add(999, "201", 12);
        log.add(100, "201", 12);
        log.add(1000, "503", 3);
        Path file = directory.resolve("samples");
        log.write(file);
        assertThat(Samples.read(file).all()).containsExactlyInAnyOrder(new Sample(0, "201", 12, 2), new Sample(1, "503", 3, 1));
    }

    @Test
    void percentilesCountEveryResponse() {
        var samples = new Samples(List.of(new Sample(0, "201", 500, 1), new Sample(0, "201", 10, 98), new Sample(1, "201", 20, 1)));
        assertThat(List.of(0.5, 0.98, 0.99, 1.0)).extracting(samples::percentile).containsExactly(10.0, 10.0, 20.0, 500.0);
        assertThat(new Samples(List.of()).percentile(0.5)).isNaN();
    }

    @Test
    void onlyTheStatusOfTheWorkIsGood() {
        var samples = new Samples(List.of(new Sample(0, "201", 10, 30), new Sample(1, "201", 12, 10), new Sample(1, "503", 1, 5),
                new Sample(0, Samples.NONE, 0, 2)));
        assertThat(samples.result(Work.orders, 2)).isEqualTo(new LoadResult(40, Map.of("503", 5L, Samples.NONE, 2L), 2, 10, 12));
        assertThat(samples.from(1).all()).containsExactly(new Sample(0, "201", 12, 10), new Sample(0, "503", 1, 5));
        assertThat(samples.goodPerSecond(Work.orders)).isEqualTo(Map.of(0, 30L, 1, 10L));
    }
}
