package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.martlet.bootstrap.support.OneShop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The tests of everything that REST clients may rely on, run against a shop once in each placement. */
public final class Suite {
    /** A test that needs an answer to get lost; in rehearsal the second of two calls gets it. */
    public static final String LOST_ANSWER = "lost-answer";
    /** A test that starts shops of its own, so it would tell nothing about this one. */
    static final String OWN_SHOP = "own-shop";
    /** Where the shop is, for {@code OneShop}. */
    public static final String ADDRESS = "shop.address";

    private static final List<Class<?>> TESTS = List.of(
            ReconciliationTest.class,
            ConditionalRequestsTest.class,
            ExamplesTest.class,
            HttpRulesTest.class,
            IdempotencyTest.class,
            OpenApiTest.class,
            OrderingTest.class,
            PagingTest.class,
            StatusStreamTest.class,
            StrictJsonTest.class,
            WalkthroughTest.class);
    private static final int TESTS_AT_LEAST = 80;
    /** They wait more than they compute. */
    private static final Map<String, String> SOME_AT_ONCE = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "same_thread",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "3");

    private Suite() {}

    /** @param excluded tags */
    public static void run(String address, String... excluded) {
        var listener = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(TESTS.stream().map(test -> selectClass(test)).toList())
                .filters(TagFilter.excludeTags(Stream.concat(Stream.of(OWN_SHOP), Stream.of(excluded)).toList()))
                .configurationParameter(OneShop.ADDRESS, address)
                .configurationParameters(SOME_AT_ONCE)
                .build();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getFailures()).as(() -> text(summary)).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(TESTS_AT_LEAST);
    }

    private static String text(TestExecutionSummary summary) {
        var text = new StringWriter();
        summary.printFailuresTo(new PrintWriter(text));
        return text.toString();
    }
}
