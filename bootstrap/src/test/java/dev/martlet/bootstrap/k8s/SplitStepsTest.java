package dev.martlet.bootstrap.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The commands of k8s/README.md that split a module off and merge it back, in their order: while one of them is carried out, each pod finds each module that
 * it does not run, at pods that run it, before and after they are replaced.
 */
class SplitStepsTest {
    private static final Path PAGE = Path.of("..", "k8s", "README.md");
    private static final Pattern APPLY = Pattern.compile("kubectl apply -k k8s/overlays/mine(?: -l '(.*)')?");
    private static final Pattern DELETE = Pattern.compile("kubectl -n shop delete ([a-z,]+) -l app\\.kubernetes\\.io/component=(\\w+)");
    private static final Pattern SELECTOR = Pattern.compile("app\\.kubernetes\\.io/component (in|notin) \\((.*)\\)");
    private static final String COMPONENT = "app.kubernetes.io/component";

    private final Map<String, HasMetadata> cluster = new LinkedHashMap<>();

    @BeforeAll
    static void needKubectl() {
        Kustomize.need();
    }

    /** @param others components of modules that have been split off before */
    @ParameterizedTest
    @CsvSource({"payments,", "loyalty,", "payments, split-loyalty", "customers, split-payments", "orders, split-customers", "loyalty, split-orders"})
    void everyStepLeavesEveryModuleReachable(String module, String others) throws IOException {
        List<String> before = Stream.concat(Stream.ofNullable(others), Stream.of("insecure")).toList();
        List<String> after = Stream.concat(Stream.of("split-" + module), before.stream()).toList();
        apply(Kustomize.base(before), _ -> true);
        int steps = follow("## Split a module off", module, Kustomize.base(after));
        assertThat(state().pods()).extracting(Pods::name).contains("martlet-" + module);
        steps += follow("## Merge it back", module, Kustomize.base(before));
        assertThat(state().pods()).extracting(Pods::name).doesNotContain("martlet-" + module);
        assertThat(steps).isEqualTo(6);
    }

    private int follow(String heading, String module, Manifests manifests) throws IOException {
        List<String> commands = commands(heading);
        for (String command : commands) {
            Manifests old = state();
            carryOut(command.replace("payments", module), manifests);
            assertReachable(command, old, state());
        }
        return commands.size();
    }

    private static List<String> commands(String heading) throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf(heading) + heading.length());
        return section.substring(0, section.indexOf("\n## ")).lines()
                .filter(line -> APPLY.matcher(line).matches() || DELETE.matcher(line).matches()).toList();
    }

    private void carryOut(String command, Manifests manifests) {
        Matcher apply = APPLY.matcher(command);
        if (apply.matches()) {
            apply(manifests, apply.group(1) == null ? _ -> true : selector(apply.group(1)));
            return;
        }
        Matcher delete = DELETE.matcher(command);
        assertThat(delete.matches()).isTrue();
        cluster.values().removeIf(resource -> delete.group(2).equals(component(resource)));
    }

    private void apply(Manifests manifests, Predicate<String> components) {
        manifests.resources().stream().filter(HasMetadata.class::isInstance).map(HasMetadata.class::cast)
                .filter(resource -> components.test(component(resource)))
                .forEach(resource -> cluster.put(resource.getKind() + "/" + resource.getMetadata().getName(), resource));
    }

    private static Predicate<String> selector(String text) {
        Matcher selector = SELECTOR.matcher(text);
        assertThat(selector.matches()).as(text).isTrue();
        Set<String> named = Set.of(selector.group(2).split(", "));
        return component -> named.contains(component) == selector.group(1).equals("in");
    }

    private static String component(HasMetadata resource) {
        return String.valueOf(resource.getMetadata().getLabels().get(COMPONENT));
    }

    private Manifests state() {
        return new Manifests(new ArrayList<>(cluster.values()));
    }

    /** Services change at once; pods of before and after run at the same time, in any mixture. */
    private static void assertReachable(String command, Manifests before, Manifests after) {
        List<Pods> mixture = Stream.of(before, after).flatMap(state -> state.pods().stream()).distinct().toList();
        for (Pods caller : mixture) {
            ModuleGraph.load().names().stream().filter(module -> !caller.modules().contains(module)).forEach(module -> {
                URI address = URI.create(caller.environment().get("MODULES_" + module.toUpperCase(Locale.ROOT) + "_URL"));
                Map<String, String> behind = after.named(Service.class, address.getHost()).getSpec().getSelector();
                assertThat(mixture.stream().filter(pods -> Labels.match(behind, pods.labels()))).as("%s: %s for %s", command, address, caller.name())
                        .isNotEmpty().allMatch(pods -> pods.modules().contains(module));
            });
        }
    }
}
