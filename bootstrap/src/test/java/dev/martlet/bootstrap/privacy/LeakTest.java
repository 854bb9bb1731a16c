package dev.martlet.bootstrap.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.martlet.bootstrap.support.LogLines;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults whose words have a mail address, a token or a secret in them: none of these is in the log at INFO or above, in a problem or in a metric. */
class LeakTest {
    private static final String ADDRESS = "leak.canary@example.org";
    private static final String GATEWAY_TOKEN = "gatewaytoken-canary";
    private static final String CARD = "tok_canary";
    private static final String INTERNAL = "internalsecret-canary";
    private static final String BEARER = "eyJhbGciOiJub25lIn0.canary.canary";
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String CANARY = "canary";

    private final LogLines log = LogLines.written();
    private final List<Response> problems = new ArrayList<>();
    private final DatabaseSettings database = TestDatabase.settings();
    private QuotingMailServer mail;
    private HttpServer gateway;
    private EveryTable tables;
    private Shop shop;

    @BeforeEach
    void open() throws IOException, SQLException {
        mail = new QuotingMailServer();
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            byte[] echo = (exchange.getRequestHeaders().entrySet() + new String(exchange.getRequestBody().readAllBytes()) + ADDRESS).getBytes();
            exchange.sendResponseHeaders(500, echo.length);
            exchange.getResponseBody().write(echo);
            exchange.close();
        });
        gateway.start();
        shop = Shop.open(database, new HashMap<>(Map.of(
                "security.internal.token", INTERNAL,
                "events.retry.attempts", "2",
                "events.retry.initial.delay", "10ms",
                "modules.notifications.smtp.host", "127.0.0.1",
                "modules.notifications.smtp.port", Integer.toString(mail.port()),
                "modules.payments.gateway.type", "http",
                "modules.payments.gateway.url", "http://127.0.0.1:" + gateway.getAddress().getPort(),
                "modules.payments.gateway.token", GATEWAY_TOKEN)));
        tables = EveryTable.of(database);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        shop.close();
        tables.close();
        gateway.stop(0);
        mail.close();
    }

    @Test
    void noFaultWritesAnAddressATokenOrASecret() throws Exception {
        mailsThatTheServerRefuses();
        rowsThatTheDatabaseRefuses();
        requestsThatAreRefused();
        paymentsThatAreNotAnswered();

        assertThat(log.with("Notification ")).as("the faults were logged").isNotEmpty();
        assertThat(log.with("urn:uuid:")).as("the faults were logged").isNotEmpty();
        assertThat(log.with("is dead")).as("the faults were logged").isNotEmpty();
        assertThat(log.all()).noneMatch(line -> line.contains(CANARY));
        assertThat(problems).hasSizeGreaterThan(10).noneMatch(problem -> problem.body().contains(CANARY));
        assertThat(shop.management().get("/metrics").expect(200).body()).contains("martlet_mail_deliveries").doesNotContain(CANARY, "@");
        assertThat(Stream.of("/health/ready", "/modules").map(path -> shop.management().get(path).body())).noneMatch(body -> body.contains(CANARY));
    }

    private void mailsThatTheServerRefuses() {
        List.of("550", "450", "554", "421", "251", "501", "zzz").forEach(reply -> register(reply + "." + ADDRESS).expect(201));
        await().atMost(LONGEST).untilAsserted(() -> assertThat(log.with("RCPT was answered")).hasSizeGreaterThan(1));
    }

    /** PostgreSQL quotes the row in the detail of a failure; a trigger, as an operator may have one, in its message. */
    private void rowsThatTheDatabaseRefuses() throws SQLException {
        tables.execute("alter table customers.customers add constraint never check (email not like '%never%')");
        problems.add(register("never." + ADDRESS).expect(500));
        tables.execute("""
                create function public.refuse() returns trigger language plpgsql as $$
                begin
                    raise exception 'no room for %', new.email using detail = new.email;
                end
                $$""");
        refuse("notifications.recipients", "later");
        refuse("customers.customers", "now");
        register("later." + ADDRESS).expect(201);
        problems.add(register("now." + ADDRESS).expect(500));
        await().atMost(LONGEST).untilAsserted(() -> assertThat(shop.management().get("/events/dead").json().path("items")).hasSize(1));
        tables.execute("alter table customers.customers rename to lost");
        problems.add(shop.http().get("/customers?email=" + ADDRESS).expect(500));
        tables.execute("alter table customers.lost rename to customers");
    }

    private void refuse(String table, String text) throws SQLException {
        tables.execute("create trigger refuse before insert on " + table + " for each row when (new.email like '%" + text + "%') execute function refuse()");
    }

    private void requestsThatAreRefused() {
        var client = new RestClient(shop.http().base());
        Stream.of(
                        "{\"email\": \"" + ADDRESS,
                        "{\"email\": \"" + ADDRESS + "\", \"name\": 1, \"name\": 2}",
                        "{\"email\": \"" + ADDRESS + " \", \"name\": \"Ada\"}",
                        "{\"" + ADDRESS + "\": 1}",
                        "{\"" + ADDRESS + "\": 1, \"" + ADDRESS + "\": 1}",
                        "{\"email\": {\"" + ADDRESS + "\": 1}}",
                        "\"" + ADDRESS + "\"")
                .map(body -> client.post("/customers", body).expect(400))
                .forEach(problems::add);
        String taken = "550." + ADDRESS;
        problems.add(register(taken).expect(409));
        Stream.of("/customers?" + ADDRESS + "=1", "/customers?cursor=" + ADDRESS, "/customers?limit=" + ADDRESS, "/customers/" + ADDRESS,
                        "/orders?status=" + ADDRESS)
                .map(path -> client.get(path).expect(400))
                .forEach(problems::add);
        problems.add(client.get("/" + ADDRESS).expect(404));
        problems.add(client.get("/customers", "Accept", "text/" + ADDRESS).expect(406));
        problems.add(client.get("/nothing", "Authorization", "Bearer " + BEARER).expect(404));
        var internal = new RestClient("http://127.0.0.1:" + shop.application().internalPort());
        problems.add(internal.post("/internal/customers/check", "{}", "Martlet-Internal", "wrong-canary"));
    }

    private void paymentsThatAreNotAnswered() {
        String customer = register("250." + ADDRESS).expect(201).text("id");
        String product = shop.product(100, 5);
        shop.orderByCard(customer, product, 1, CARD).expect(202);
        gateway.stop(0);
        shop.orderByCard(customer, product, 1, CARD).expect(202);
    }

    private Response register(String email) {
        return shop.http().post("/customers", "{\"email\": \"" + email + "\", \"name\": \"Leak canary\"}");
    }
}
