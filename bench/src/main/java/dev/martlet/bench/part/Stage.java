package dev.martlet.bench.part;

import dev.martlet.bench.BenchSettings;
import dev.martlet.bench.BenchSettings.Login;
import dev.martlet.bench.Console;
import dev.martlet.bench.TargetSpec;
import dev.martlet.bench.load.Command;
import dev.martlet.bench.load.Gatling;
import dev.martlet.bench.load.Load;
import dev.martlet.bench.load.Work;
import dev.martlet.bench.load.Wrk;
import dev.martlet.bench.measure.Measurement;
import dev.martlet.bench.measure.Postgres;
import dev.martlet.bench.measure.Rounds;
import dev.martlet.bench.measure.Target;
import dev.martlet.bench.shop.Seeds;
import dev.martlet.bench.shop.Shop;
import dev.martlet.bench.shop.Topology;
import dev.martlet.platform.kafka.testing.Broker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What parts measure with. Programs that several parts need stay under way, so that they are started and warmed up once. */
public final class Stage implements AutoCloseable {
    private static final int CAPACITY_CLIENTS = 32;
    /** In times of the warm-up. */
    private static final int LONGEST_WARMUP = 5;

    private final BenchSettings settings;
    private final Postgres postgres;
    private final List<Shop> shops = new ArrayList<>();
    private final Map<TargetSpec, Subject> attached = new HashMap<>();
    private final Set<Load> warm = new HashSet<>();
    private Optional<Subject> one = Optional.empty();
    private Optional<Broker> broker = Optional.empty();

    public Stage(BenchSettings settings, Postgres postgres) {
        this.settings = settings;
        this.postgres = postgres;
    }

    BenchSettings settings() {
        return settings;
    }

    Postgres postgres() {
        return postgres;
    }

    /** How a comparison is repeated, for the report. */
    String rounds() {
        return "%d interleaved rounds of %d s, medians".formatted(settings.rounds(), settings.time().toSeconds());
    }

    /** The name of the topology's database. */
    static String database(Topology topology) {
        return "bench_" + topology.name().replace('-', '_');
    }

    /** The program as one process, the same one for all parts. */
    Subject one() throws IOException, InterruptedException, SQLException {
        if (one.isEmpty()) {
            one = Optional.of(start(Topology.ONE, Map.of()));
        }
        return one.get();
    }

    /** Starts the program on a new database, with a thousand customers and products. */
    Subject start(Topology topology, Map<String, String> environment) throws IOException, InterruptedException, SQLException {
        postgres.newDatabase(database(topology));
        Shop shop = restart(topology, environment);
        shops.add(shop);
        return new Subject(topology.name(), shop.url(), shop.pids(), Seeds.sow(shop.url(), directory(topology).resolve("ids")));
    }

    /** Starts the program on the database that it had. The caller closes it. */
    Shop restart(Topology topology, Map<String, String> environment) throws IOException, InterruptedException {
        Console.say("start " + topology.name());
        Login login = postgres.login(database(topology));
        return Shop.start(topology, settings.jar(), settings.javaOptions(), login, environment, directory(topology));
    }

    /** The management port of a program that was started here. */
    URI managementUrl(Subject subject) {
        return shops.stream().filter(shop -> shop.url().equals(subject.url())).map(Shop::managementUrl).findFirst().orElseThrow();
    }

    /** A program that runs already. */
    Subject attach(TargetSpec target) throws IOException, InterruptedException {
        if (!attached.containsKey(target)) {
            Path ids = Seeds.sow(target.url(), settings.work().resolve(target.name()).resolve("ids"));
            attached.put(target, new Subject(target.name(), target.url(), target.pids(), ids));
        }
        return attached.get(target);
    }

    /** Starts a broker. @return the settings with which the program uses it */
    Map<String, String> kafka() {
        broker = Optional.of(Broker.start(settings.work().resolve("kafka")));
        return Map.of("EVENTS_TRANSPORT", "kafka", "EVENTS_KAFKA_BROKERS", broker.get().address());
    }

    Target target(Subject subject, Work work) {
        return new Target(subject.name(), subject.pids(), load(subject, work));
    }

    /** A closed loop: {@code wrk}, or Gatling where that is not installed. */
    Load load(Subject subject, Work work) {
        Optional<Path> wrk = Command.find("wrk");
        return wrk.isPresent() ? new Wrk(wrk.get(), Command.unpack("wrk/load.lua", settings.work()), subject.url(), subject.ids(), work)
                : gatling(subject, work);
    }

    /** For an open loop. */
    Gatling gatling(Subject subject, Work work) {
        return new Gatling(subject.url(), subject.ids(), work, settings.work().resolve("gatling").resolve(subject.name()));
    }

    /** Good orders a second in a closed loop, after the warm-up. */
    double capacity(Subject subject) throws IOException, InterruptedException {
        Target target = target(subject, Work.orders);
        warmUp(List.of(target));
        return target.load().run(CAPACITY_CLIENTS, settings.time().multipliedBy(2)).rate();
    }

    /** Puts each target that was not yet under this load under it for the time of the warm-up, then measures them in rounds. */
    Map<String, List<Measurement>> measure(List<Target> targets, int clients) throws IOException, InterruptedException, SQLException {
        warmUp(targets);
        return measureWarm(targets, clients);
    }

    void warmUp(List<Target> targets) throws IOException, InterruptedException {
        for (Target target : targets) {
            if (warm.add(target.load())) {
                Console.say("warm up " + target.name());
                target.load().run(CAPACITY_CLIENTS, settings.warmup());
            }
        }
    }

    /**
     * Puts each target under load until it has answered that many requests, for up to five times the time of the warm-up: a shop of several processes has
     * several times as much code to compile, and answers fewer requests meanwhile.
     */
    void warmUp(List<Target> targets, long requests) throws IOException, InterruptedException {
        for (Target target : targets) {
            Console.say("warm up " + target.name());
            long good = 0;
            for (int run = 0; run < LONGEST_WARMUP && good < requests; run++) {
                good += target.load().run(CAPACITY_CLIENTS, settings.warmup()).good();
            }
            warm.add(target.load());
        }
    }

    /** Targets that were under load before. */
    Map<String, List<Measurement>> measureWarm(List<Target> targets, int clients) throws IOException, InterruptedException, SQLException {
        return new Rounds(postgres).run(targets, clients, settings.rounds(), settings.time());
    }

    /** Stops all that parts have started. */
    @Override
    public void close() {
        shops.forEach(Shop::close);
        shops.clear();
        one = Optional.empty();
        broker.ifPresent(Broker::close);
        broker = Optional.empty();
    }

    private Path directory(Topology topology) {
        return settings.work().resolve(topology.name());
    }
}
