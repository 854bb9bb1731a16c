package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.ClosedLoop;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an order costs the program and PostgreSQL with one trace in ten exported, against none: two processes, which take turns.
 * {@code -Dtraces.rounds=20} is how often each has its turn of 2 s, after as many to warm up.
 */
@EnabledIfSystemProperty(named = "traces.rounds", matches = "[0-9]+", disabledReason = "takes minutes, and a machine that does nothing else")
class TraceCostIT {
    private static final System.Logger LOG = System.getLogger(TraceCostIT.class.getName());
    private static final int ROUNDS = Integer.getInteger("traces.rounds", 0);
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final int CLIENTS = 8;
    private static final int PRODUCTS = 100;
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");
    private static final double BOUND = 1.03;

    @TempDir
    private Path directory;

    @Test
    void oneTraceInTenCostsLessThanThreePercentOfAnOrdersTime() throws IOException, SQLException {
        try (var receiver = new Collector(); var without = deploy("without", Map.of()); var with = deploy("with", Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(), "OTEL_TRACES_SAMPLER", "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG", "0.1"))) {
            ProcessHandle postgres = postmaster();
            var plain = new Turns(without);
            var traced = new Turns(with);
            for (int round = 0; round < 2 * ROUNDS; round++) {
                plain.take(postgres);
                traced.take(postgres);
            }
            double ratio = traced.median(Spent::sum) / plain.median(Spent::sum);
            LOG.log(Level.INFO, String.format("CPU an order, program + PostgreSQL: %.0f + %.0f us without traces, %.0f + %.0f us with one in ten exported, "
                            + "%.3f times (%d KB received)",
                    plain.median(Spent::program), plain.median(Spent::postgres), traced.median(Spent::program), traced.median(Spent::postgres), ratio,
                    receiver.bytes.get() / 1024));
            assertThat(receiver.bytes.get()).isPositive();
            assertThat(ratio).isLessThan(BOUND);
        }
    }

    /** The server of both processes' databases. */
    private static ProcessHandle postmaster() throws SQLException {
        DatabaseSettings database = TestDatabase.settings();
        try (var connection = DriverManager.getConnection(database.url().orElseThrow(), database.username().orElseThrow(), database.password().orElseThrow());
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
        }
    }

    private Deployment deploy(String name, Map<String, String> environment) {
        return Deployment.start(directory.resolve(name), TestDatabase.settings(), new Grouping(List.of(Set.copyOf(Grouping.MODULES))), environment, JVM);
    }

    /** The turns of one process. */
    private static final class Turns {
        private final Program process;
        private final List<String> bodies;
        private final List<Spent> turns = new ArrayList<>();

        Turns(Deployment shop) {
            process = shop.of("orders");
            var front = Shop.at(process.http().base());
            String customer = front.customer(0);
            bodies = IntStream.range(0, PRODUCTS).mapToObj(_ -> Orders.byCard(customer, front.product(250, 1_000_000), 1, "tok_visa")).toList();
        }

        void take(ProcessHandle postgres) {
            Spent before = Spent.now(process, postgres);
            int orders = ClosedLoop.place(process.rest(), bodies, CLIENTS, TURN);
            turns.add(Spent.now(process, postgres).since(before, orders));
        }

        /** Of the turns after those that warm up. */
        double median(ToDoubleFunction<Spent> figure) {
            double[] measured = turns.stream().skip(ROUNDS).mapToDouble(figure).sorted().toArray();
            return measured[measured.length / 2];
        }
    }

    /** Microseconds of CPU time. */
    private record Spent(double program, double postgres) {
        static Spent now(Program program, ProcessHandle postmaster) {
            return new Spent(micros(ProcessHandle.of(program.pid()).orElseThrow()), postmaster.children().mapToDouble(Spent::micros).sum());
        }

        Spent since(Spent before, int orders) {
            return new Spent((program - before.program) / orders, (postgres - before.postgres) / orders);
        }

        double sum() {
            return program + postgres;
        }

        private static double micros(ProcessHandle process) {
            return process.info().totalCpuDuration().map(spent -> spent.toNanos() / 1000.0).orElse(0.0);
        }
    }

    /** Takes what is exported and reads none of it: it shares the processors with what is measured. */
    private static final class Collector implements AutoCloseable {
        private final AtomicLong bytes = new AtomicLong();
        private final HttpServer server;

        Collector() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::take);
            server.start();
        }

        String endpoint() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void take(HttpExchange exchange) throws IOException {
            try (exchange; InputStream body = exchange.getRequestBody()) {
                bytes.addAndGet(body.transferTo(OutputStream.nullOutputStream()));
                exchange.sendResponseHeaders(200, -1);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
