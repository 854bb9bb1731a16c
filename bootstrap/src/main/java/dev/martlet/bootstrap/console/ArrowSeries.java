package dev.martlet.bootstrap.console;

import dev.martlet.bootstrap.console.ArrowHistory.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The last 15 minutes of an arrow as series of figures, oldest first; empty where nothing was measured. Of several processes that send on the arrow, rates are
 * added up, and the percentiles are those of the slowest one.
 */
record ArrowSeries(
        String id, int stepSeconds, Instant end,
        List<Optional<Double>> rate, List<Optional<Double>> p50Millis, List<Optional<Double>> p99Millis, List<Optional<Double>> errorRate,
        List<Optional<Double>> retryRate) {

    /** @param processes the history that each has, newest step last; empty of those that do not send on the arrow */
    static ArrowSeries of(String id, List<List<Step>> processes) {
        List<List<Step>> steps = IntStream.range(0, ArrowHistory.STEPS)
                .mapToObj(step -> processes.stream().filter(history -> !history.isEmpty()).map(history -> history.get(step)).toList()).toList();
        return new ArrowSeries(id, ArrowHistory.STEP_SECONDS, ProcessClock.now(),
                series(steps, each -> ShopMap.sum(each, Step::rate)),
                series(steps, each -> ShopMap.most(each, Step::p50)),
                series(steps, each -> ShopMap.most(each, Step::p99)),
                series(steps, each -> ShopMap.sum(each, Step::errors)),
                series(steps, each -> ShopMap.sum(each, Step::retries)));
    }

    private static List<Optional<Double>> series(List<List<Step>> steps, Function<List<Step>, Optional<Double>> figure) {
        var series = new ArrayList<Optional<Double>>();
        steps.forEach(step -> series.add(figure.apply(step)));
        return List.copyOf(series);
    }
}
