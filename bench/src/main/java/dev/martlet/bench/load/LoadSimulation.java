package dev.martlet.bench.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.http.response.Response;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The work of {@link Work} as a simulation of Gatling, with the system properties {@code load.*} that {@link Gatling} sets. */
public final class LoadSimulation extends Simulation {
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final String DUE = "due";

    private final Requests requests = new Requests(Path.of(property("ids")));
    private final SampleLog log = new SampleLog();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong begin = new AtomicLong();
    private final double rate = Double.parseDouble(System.getProperty("load.rate", "0"));

    public LoadSimulation() {
        Duration time = Duration.ofSeconds(Long.parseLong(property("seconds")));
        Work work = Work.valueOf(property("work"));
        HttpProtocolBuilder protocol = http.baseUrl(property("url")).contentTypeHeader("application/json").disableCaching().disableFollowRedirect();
        if (rate > 0) {
            setUp(scenario("open").exec(step(work)).injectOpen(constantUsersPerSec(rate).during(time))).protocols(protocol.shareConnections());
        } else {
            int clients = Integer.parseInt(property("clients"));
            setUp(scenario("closed").during(time).on(step(work)).injectOpen(atOnceUsers(clients))).protocols(protocol);
        }
    }

    /** Writes what was counted; requests without a response count by their number alone, in the last second. */
    @Override
    public void after() {
        for (long missing = sent.get() - answered.get(); missing > 0; missing--) {
            log.add((Long.parseLong(property("seconds")) - 1) * 1000, Samples.NONE, 0);
        }
        log.write(Path.of(property("samples")));
    }

    private ChainBuilder step(Work work) {
        return exec(this::due).exec(switch (work) {
            case orders -> exec(order("orders", false));
            case hot -> exec(order("hot", true));
            case reads -> exec(read());
            case lists -> lists();
            case mix -> randomSwitch().on(percent(70).then(exec(read())), percent(20).then(lists()), percent(10).then(exec(order("orders", false))));
        });
    }

    private ChainBuilder lists() {
        return randomSwitch().on(
                percent(50).then(exec(observed(http("orders of a customer").get(_ -> "/orders?customerId=" + requests.customer()), List.of(200)))),
                percent(50).then(exec(observed(http("products").get("/products?limit=50"), List.of(200)))));
    }

    private HttpRequestActionBuilder read() {
        return observed(http("product").get(_ -> "/products/" + requests.product()), List.of(200));
    }

    private HttpRequestActionBuilder order(String name, boolean hot) {
        return observed(http(name).post("/orders").header("Idempotency-Key", _ -> requests.key()).body(StringBody(_ -> requests.order(hot))), List.of(201));
    }

    private HttpRequestActionBuilder observed(HttpRequestActionBuilder request, List<Integer> good) {
        return request.check(status().in(good)).transformResponse((response, session) -> observe(response, session));
    }

    private Response observe(Response response, Session session) {
        long now = System.nanoTime();
        answered.incrementAndGet();
        long due = session.getLong(DUE);
        log.add((due - begin.get()) / NANOS_PER_MILLI, Integer.toString(response.status().code()), Math.max(0, now - due) / NANOS_PER_MILLI);
        return response;
    }

    /** In an open loop when the arrivals before it have had their time, also if the generator itself is late; in a closed loop now. */
    private Session due(Session session) {
        long now = System.nanoTime();
        begin.compareAndSet(0, now);
        long number = sent.getAndIncrement();
        long due = rate > 0 ? Math.min(now, begin.get() + (long) (number / rate * 1e9)) : now;
        return session.set(DUE, due);
    }

    private static String property(String name) {
        return System.getProperty("load." + name);
    }
}
