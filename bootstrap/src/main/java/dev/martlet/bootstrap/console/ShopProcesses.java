package dev.martlet.bootstrap.console;

import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.core.work.Deadline;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/** All processes of the shop that this one knows an address of: asked only while a console is open, at once, each for at most a second. */
public final class ShopProcesses {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** An instance that has not answered for so long may be gone. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(30);

    private final List<String> here;
    private final Map<URI, List<String>> elsewhere = new LinkedHashMap<>();
    private final List<String> unknown;
    private final Invoker self;
    private final Function<URI, Invoker> process;
    private final Function<String, List<InetAddress>> addresses;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    /** By address: the instances behind it, with the moment of their last answer. */
    private final Map<URI, Map<String, Long>> seen = new ConcurrentHashMap<>();

    /**
     * A process as the console sees it.
     *
     * @param id of the instance that answered
     * @param modules that it runs, by configuration
     * @param state up, away, or unknown: no address is configured
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
        var query = new ConsoleOperations.ReportQuery(details);
        var others = elsewhere.entrySet().stream()
                .map(entry -> CompletableFuture.supplyAsync(() -> seen(entry.getKey(), entry.getValue(), query), threads)).toList();
        var own = (ProcessReport) self.call(ConsoleOperations.REPORT, query);
        var first = new Seen(Optional.of(own.id()), true, Optional.empty(), here, "up", 1, Optional.empty(), Optional.empty(), Optional.of(own));
        var last = unknown.isEmpty() ? Stream.<Seen>empty() : Stream.of(new Seen(Optional.empty(), false, Optional.empty(), unknown, "unknown", 0,
                Optional.empty(), Optional.of("No address is configured (modules.<module>.url)."), Optional.empty()));
        return Stream.of(Stream.of(first), others.stream().map(CompletableFuture::join), last).flatMap(Function.identity()).toList();
    }

    /** What each process answers, by its modules; a failure is answered by the second function. */
    <T> List<T> ask(Operation operation, Object query, Function<Object, T> answer, Function<String, T> failure) {
        var others = elsewhere.entrySet().stream().map(entry -> CompletableFuture.supplyAsync(() -> {
            try {
                return answer.apply(Deadline.within(LONGEST, () -> process.apply(entry.getKey()).call(operation, query)));
            } catch (CallFailure lost) {
                return failure.apply(String.join(", ", entry.getValue()));
            }
        }, threads)).toList();
        return Stream.concat(Stream.of(answer.apply(self.call(operation, query))), others.stream().map(CompletableFuture::join)).toList();
    }

    /** The process that runs the module; empty if its address is not known. */
    Optional<Invoker> of(String module) {
        return here.contains(module)
                ? Optional.of(self)
                : elsewhere.entrySet().stream().filter(entry -> entry.getValue().contains(module)).findFirst().map(entry -> process.apply(entry.getKey()));
    }

    private Seen seen(URI url, List<String> modules, ConsoleOperations.ReportQuery query) {
        try {
            var report = (ProcessReport) Deadline.within(LONGEST, () -> process.apply(url).call(ConsoleOperations.REPORT, query));
            int count = count(url, report.id());
            return new Seen(Optional.of(report.id()), false, Optional.of(url.toString()), modules, "up", count, addresses(url), Optional.empty(),
                    Optional.of(report));
        } catch (CallFailure failure) {
            return new Seen(Optional.empty(), false, Optional.of(url.toString()), modules, "away", 0, addresses(url), Optional.of(failure.getMessage()),
                    Optional.empty());
        }
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
