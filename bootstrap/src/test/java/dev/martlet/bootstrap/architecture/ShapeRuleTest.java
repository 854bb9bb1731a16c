package dev.martlet.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule accepts a module that keeps it and refuses one that does not. */
class ShapeRuleTest {
    private static final String MAIN = "main/java/dev/martlet/reviews/";
    private static final String TEST = "test/java/dev/martlet/reviews/";
    private static final String STATEMENT = """
            /** Select * in a comment is none. */
            public final class ReviewRepository {
                private static final SqlStatement FIND = SqlStatement.of("reviews.find", \"""
                        select id from reviews where id < :before\""");
            }""";
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("main/java/module-info.java", "module dev.martlet.reviews {}"),
            Map.entry("main/resources/openapi/reviews.yaml", ""),
            Map.entry("main/resources/db/reviews/V1__reviews.sql", ""),
            Map.entry("main/resources/contract/reviews.json", ""),
            Map.entry(MAIN + "ReviewsModule.java", "public final class ReviewsModule {}"),
            Map.entry(MAIN + "api/package-info.java", "package dev.martlet.reviews.api;"),
            Map.entry(MAIN + "api/ReviewsApi.java", "public interface ReviewsApi {}"),
            Map.entry(MAIN + "api/ReviewEvents.java", "public final class ReviewEvents {}"),
            Map.entry(MAIN + "domain/Review.java", "public record Review() {}"),
            Map.entry(MAIN + "application/Reviews.java", "public interface Reviews {}"),
            Map.entry(MAIN + "application/ReviewsService.java", "public final class ReviewsService implements ReviewsApi {}"),
            Map.entry(MAIN + "application/OrderHandlers.java", "public final class OrderHandlers {}"),
            Map.entry(MAIN + "application/WriteReview.java", """
                    public final class WriteReview {
                        public WriteReview(Reviews reviews) {}

                        public Review write(String text) {}
                    }"""),
            Map.entry(MAIN + "infrastructure/ReviewRoutes.java", "public final class ReviewRoutes { private final WriteReview writeReview; }"),
            Map.entry(MAIN + "infrastructure/WriteReviewBody.java", "record WriteReviewBody() {}"),
            Map.entry(MAIN + "infrastructure/ReviewRepository.java", STATEMENT),
            Map.entry(TEST + "ReviewRoutesTest.java", "class ReviewRoutesTest {}"),
            Map.entry(TEST + "ReviewsApiTest.java", "class ReviewsApiTest {}"),
            Map.entry(TEST + "ReviewsRoundTripsTest.java", "class ReviewsRoundTripsTest {}"),
            Map.entry(TEST + "application/InMemoryReviews.java", "final class InMemoryReviews implements Reviews {}"));

    /** A violation: the rule, and a file with its text, or without text where the file is missing. */
    record Violation(ShapeRule rule, String path, String text) {
        @Override
        public String toString() {
            return rule + " " + path;
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptsAModuleThatKeepsIt(ShapeRule rule) {
        assertThat(rule.violations(reviews(GOOD))).isEmpty();
    }

    @Test
    void aModuleWithoutApiAndEventsHasNoPackageForThem() {
        var without = new TreeMap<>(GOOD);
        without.keySet().removeIf(path -> path.matches(".*(/api/|/contract/|ReviewsService|ReviewsApi).*"));
        var module = new ModuleSources("reviews", false, false, List.of("orders"), without);

        assertThat(Stream.of(ShapeRule.values()).flatMap(rule -> rule.violations(module).stream())).isEmpty();
        assertThat(ShapeRule.PACKAGES.violations(new ModuleSources("reviews", false, false, List.of("orders"), GOOD))).containsExactly("package api");
    }

    static List<Violation> violations() {
        var all = new ArrayList<Violation>();
        all.add(new Violation(ShapeRule.PACKAGES, MAIN + "domain/Review.java", ""));
        all.add(new Violation(ShapeRule.PACKAGES, MAIN + "infrastructure/sql/Rows.java", "final class Rows {}"));
        all.add(new Violation(ShapeRule.PACKAGES, MAIN + "Review.java", "record Review() {}"));
        all.add(new Violation(ShapeRule.API, MAIN + "api/package-info.java", ""));
        all.add(new Violation(ShapeRule.API, MAIN + "api/ReviewsApi.java", ""));
        all.add(new Violation(ShapeRule.API, MAIN + "api/ReviewEvents.java", ""));
        all.add(new Violation(ShapeRule.SUFFIXES, MAIN + "application/ReviewView.java", "record ReviewView() {}"));
        all.add(new Violation(ShapeRule.SUFFIXES, MAIN + "infrastructure/CustomerHandlers.java", "final class CustomerHandlers {}"));
        all.add(new Violation(ShapeRule.API_IMPLEMENTATION, MAIN + "application/ReviewsService.java", "public final class ReviewsService {}"));
        all.add(new Violation(ShapeRule.HANDLERS, MAIN + "application/OrderHandlers.java", ""));
        all.add(new Violation(ShapeRule.HANDLERS, MAIN + "application/CustomerHandlers.java", "public final class CustomerHandlers {}"));
        all.add(new Violation(ShapeRule.USE_CASES, MAIN + "application/WriteReview.java", useCase("public final class", "create")));
        all.add(new Violation(ShapeRule.USE_CASES, MAIN + "application/WriteReview.java", useCase("public class", "write")));
        all.add(new Violation(ShapeRule.USE_CASES, MAIN + "application/WriteReview.java",
                useCase("public final class", "write").replace("\n}", "\n    public void close() {}\n}")));
        all.add(new Violation(ShapeRule.BODIES, MAIN + "infrastructure/NewReviewBody.java", "record NewReviewBody() {}"));
        all.add(new Violation(ShapeRule.PORTS, MAIN + "application/Mailer.java", "public interface Mailer {}"));
        all.add(new Violation(ShapeRule.PORTS, TEST + "application/InMemoryReviews.java", "final class InMemoryReviews {}"));
        all.add(new Violation(ShapeRule.STATEMENTS, MAIN + "infrastructure/ReviewRepository.java", "class A { int b = sql.first(\"\"\"\n select id\"\"\"); }"));
        all.add(new Violation(ShapeRule.STATEMENTS, MAIN + "infrastructure/ReviewRepository.java", STATEMENT.replace("reviews.find", "orders.find")));
        all.add(new Violation(ShapeRule.STATEMENTS, MAIN + "infrastructure/OtherRepository.java", STATEMENT));
        all.add(new Violation(ShapeRule.COLUMNS, MAIN + "infrastructure/ReviewRepository.java", STATEMENT.replace("select id", "select *")));
        all.add(new Violation(ShapeRule.COLUMNS, MAIN + "infrastructure/ReviewRepository.java", STATEMENT.replace("where", "returning r.* where")));
        all.add(new Violation(ShapeRule.COLUMNS, MAIN + "infrastructure/ReviewRepository.java", STATEMENT.replace("where", "where :before is null or")));
        List.of("main/resources/openapi/reviews.yaml", "main/resources/db/reviews/V1__reviews.sql", "main/resources/contract/reviews.json")
                .forEach(path -> all.add(new Violation(ShapeRule.RESOURCES, path, "")));
        List.of("ReviewRoutesTest", "ReviewsApiTest", "ReviewsRoundTripsTest")
                .forEach(name -> all.add(new Violation(ShapeRule.TESTS, TEST + name + ".java", "")));
        return all;
    }

    @ParameterizedTest
    @MethodSource("violations")
    void refusesAModuleThatDoesNotKeepIt(Violation violation) {
        var files = new TreeMap<>(GOOD);
        if (violation.text().isEmpty()) {
            files.remove(violation.path());
        } else {
            files.put(violation.path(), violation.text());
        }

        assertThat(violation.rule().violations(reviews(files))).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void everyRuleHasAViolation() {
        assertThat(violations().stream().map(Violation::rule)).contains(ShapeRule.values());
    }

    private static String useCase(String kind, String method) {
        return kind + " WriteReview {\n    public Review " + method + "(String text) {}\n}";
    }

    private static ModuleSources reviews(Map<String, String> files) {
        return new ModuleSources("reviews", true, true, List.of("orders"), files);
    }
}
