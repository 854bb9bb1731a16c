package dev.martlet.bootstrap.console;

import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.CallInvalid;
import dev.martlet.platform.calls.CallRejected;
import dev.martlet.platform.calls.CalleeUnreachable;
import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.calls.invoke.Gathering;
import dev.martlet.platform.calls.invoke.Gathering.Answer;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.Operation;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All processes of the shop that this one knows an address of: asked only while a console is open, at once, each for at most a second. */
public final class ShopProcesses {
    private static final String UP = "up";
    private static final String AWAY = "away";
    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** An instance that has not answered for so long may be gone. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(30);

    private final List<String> here;
    private final Map<URI, List<String>> elsewhere = new LinkedHashMap<>();
    private final List<String> unknown;
    private final Invoker self;
    private final Function<URI, Invoker> process;
    private final Function<String, List<InetAddress>> addresses;
    /** By address: the instances behind it, with the moment of their last answer. */
    private final Map<URI, Map<String, Long>> seen = new ConcurrentHashMap<>();

    /**
     * A process as the console sees it.
     *
     * @param id of the instance that answered
     * @param modules that it runs, by configuration
     * @param state up, away, or unknown: no address is configured; one that is up and of an older version has no report
     * @param seen instances that have answered at this address lately
     * @param of how many the name stands for in DNS; empty where it does not say
     */
    record Seen(
            Optional<String> id, boolean self, Optional<String> url, List<String> modules, String state, int seen, Optional<Integer> of, Optional<String> error,
            Optional<ProcessReport> report) {
        Seen withoutReport() {
            return new Seen(id, self, url, modules, state, seen, of, error, Optional.empty());
        }
    }

    /**
     * @param modules all of the shop
     * @param urls of those that run elsewhere
     * @param self answers for this process
     * @param process answers for the one at an address
     * @param addresses of a host in DNS, within a limited time
     */
    public ShopProcesses(
            List<String> modules, List<String> here, Map<String, URI> urls, Invoker self, Function<URI, Invoker> process,
            Function<String, List<InetAddress>> addresses) {
        this.here = here;
        this.self = self;
        this.process = process;
        this.addresses = addresses;
        modules.stream().filter(module -> !here.contains(module) && urls.containsKey(module))
                .forEach(module -> elsewhere.computeIfAbsent(urls.get(module), _ -> new ArrayList<>()).add(module));
        unknown = modules.stream().filter(module -> !here.contains(module) && !urls.containsKey(module)).toList();
    }

    /** This one first. */
    List<Seen> all(boolean details) {
        var seen = new ArrayList<Seen>();
        var addresses = Gathering.from(elsewhere.keySet(), LONGEST, this::addresses);
        gather(ConsoleOperations.REPORT, new ConsoleOperations.ReportQuery(details)).forEach((url, answer) -> seen.add(url
                .map(known -> other(known, answer, addresses.get(known).value().orElse(Optional.empty())))
                .orElseGet(() -> self((ProcessReport) answer.value().orElseThrow()))));
        if (!unknown.isEmpty()) {
            seen.add(new Seen(Optional.empty(), false, Optional.empty(), unknown, "unknown", 0, Optional.empty(),
                    Optional.of("No address is configured (modules.<module>.url)."), Optional.empty()));
        }
        return seen;
    }

    /** What the processes answer that do answer. */
    <T> List<T> ask(Operation operation, Object query, Class<T> answer) {
        return gather(operation, query).values().stream().flatMap(answered -> answered.value().stream()).map(answer::cast).toList();
    }

    /** By address; empty for this one, which is the first. */
    private Map<Optional<URI>, Answer<Object>> gather(Operation operation, Object query) {
        var asked = new ArrayList<Optional<URI>>();
        asked.add(Optional.empty());
        elsewhere.keySet().stream().map(Optional::of).forEach(asked::add);
        return Gathering.from(asked, LONGEST, url -> url.map(process).orElse(self).call(operation, query));
    }

    /** The process that runs the module; empty if its address is not known. */
    Optional<Invoker> of(String module) {
        return here.contains(module)
                ? Optional.of(self)
                : elsewhere.entrySet().stream().filter(entry -> entry.getValue().contains(module)).findFirst().map(entry -> process.apply(entry.getKey()));
    }

    private Seen self(ProcessReport report) {
        return new Seen(Optional.of(report.id()), true, Optional.empty(), here, UP, 1, Optional.empty(), Optional.empty(), Optional.of(report));
    }

    private Seen other(URI url, Answer<Object> answer, Optional<Integer> addresses) {
        Optional<ProcessReport> report = answer.value().map(ProcessReport.class::cast);
        Optional<String> id = report.map(ProcessReport::id);
        return new Seen(id, false, Optional.of(url.toString()), elsewhere.get(url), answer.failure().map(ShopProcesses::state).orElse(UP),
                id.map(known -> count(url, known)).orElse(0), addresses, answer.failure().map(CallFailure::getMessage), report);
    }

    /** A process that refuses the request is there: it may be of a version that has no console. */
    private static String state(CallFailure failure) {
        return switch (failure) {
            case CallInvalid _ -> UP;
            case CallRejected _, CalleeUnreachable _, OutcomeUnknown _ -> AWAY;
        };
    }

    private int count(URI url, String id) {
        Map<String, Long> instances = seen.computeIfAbsent(url, _ -> new ConcurrentHashMap<>());
        long now = System.nanoTime();
        instances.put(id, now);
        instances.values().removeIf(last -> now - last > FORGOTTEN.toNanos());
        return instances.size();
    }

    /** A headless Service has an address for each pod; one address says nothing, since a balancer may be behind it. */
    private Optional<Integer> addresses(URI url) {
        long known = addresses.apply(url.getHost()).stream().filter(address -> address.getAddress().length == 4).count();
        return known > 1 ? Optional.of((int) known) : Optional.empty();
    }
}
