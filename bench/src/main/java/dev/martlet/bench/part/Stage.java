package dev.martlet.bench.part;

import dev.martlet.bench.BenchSettings;
import dev.martlet.bench.BenchSettings.Login;
import dev.martlet.bench.Console;
import dev.martlet.bench.TargetSpec;
import dev.martlet.bench.load.Command;
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
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a part measures with. It closes what the part has started. */
public final class Stage implements AutoCloseable {
    private final BenchSettings settings;
    private final Postgres postgres;
    private final List<Shop> shops = new ArrayList<>();

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

    /** Starts the program on a new database, with a thousand customers and products. */
    Subject start(Topology topology, Map<String, String> environment) throws IOException, InterruptedException, SQLException {
        Login database = postgres.newDatabase("bench_" + topology.name().replace('-', '_'));
        Path directory = settings.work().resolve(topology.name());
        Console.say("start " + topology.name());
        Shop shop = Shop.start(topology, settings.jar(), settings.javaOptions(), database, environment, directory);
        shops.add(shop);
        return new Subject(topology.name(), shop.url(), shop.pids(), Seeds.sow(shop.url(), directory.resolve("ids")));
    }

    /** A program that runs already. */
    Subject attach(TargetSpec target) throws IOException, InterruptedException {
        return new Subject(target.name(), target.url(), target.pids(), Seeds.sow(target.url(), settings.work().resolve(target.name()).resolve("ids")));
    }

    Target target(Subject subject, Work work) throws IOException {
        return new Target(subject.name(), subject.pids(), load(subject, work));
    }

    /** Puts each target under load for the time of the warm-up, then measures them in rounds. */
    Map<String, List<Measurement>> measure(List<Target> targets, int clients) throws IOException, InterruptedException, SQLException {
        for (Target target : targets) {
            Console.say("warm up " + target.name());
            target.load().run(clients, settings.warmup());
        }
        return new Rounds(postgres).run(targets, clients, settings.rounds(), settings.time());
    }

    @Override
    public void close() {
        shops.forEach(Shop::close);
    }

    private Load load(Subject subject, Work work) throws IOException {
        Path wrk = Command.find("wrk").orElseThrow(() -> new IOException("wrk is not installed"));
        return new Wrk(wrk, Command.unpack("wrk/load.lua", settings.work()), subject.url(), subject.ids(), work);
    }
}
