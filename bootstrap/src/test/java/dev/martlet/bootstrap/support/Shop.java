package dev.martlet.bootstrap.support;

import dev.martlet.bootstrap.Application;
import dev.martlet.bootstrap.Configuration;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.ProcessConfig;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The shop with what tests do most often: the whole program in this JVM, on a database of its own and on free ports, or one that runs elsewhere. */
public final class Shop implements AutoCloseable {
    private final Optional<DatabaseSettings> database;
    private final Optional<Application> application;
    private final ShopClient http;

    private Shop(Optional<DatabaseSettings> database, Optional<Application> application, String address) {
        this.database = database;
        this.application = application;
        http = new ShopClient(address);
    }

    /** One that is started and stopped elsewhere. */
    public static Shop at(String address) {
        return new Shop(Optional.empty(), Optional.empty(), address);
    }

    /** On a new database. */
    public static Shop open(Map<String, String> settings) {
        return open(TestDatabase.settings(), settings);
    }

    public static Shop open(DatabaseSettings database, Map<String, String> settings) {
        Application application = Application.start(config(database, settings));
        return new Shop(Optional.of(database), Optional.of(application), "http://127.0.0.1:" + application.publicPort());
    }

    public static ProcessConfig config(DatabaseSettings database, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "server.port", "0",
                "internal.port", "0",
                "management.port", "0",
                "db.url", database.url().orElseThrow(),
                "db.username", database.username().orElseThrow(),
                "db.password", database.password().orElseThrow()));
        all.putAll(settings);
        var faults = new ConfigErrors();
        var config = ProcessConfig.read(new Configuration(Config.just(ConfigSources.create(all)), Config.empty()), ModuleGraph.load(), faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults.lines()));
        }
        return config;
    }

    public ShopClient http() {
        return http;
    }

    /** HTTP by hand at the public port. */
    public RawHttp raw() {
        return new RawHttp(URI.create(http.base()).getPort());
    }

    /** Without the check of each answer against the OpenAPI document. */
    public RestClient rest() {
        return new RestClient(http.base());
    }

    public RestClient management() {
        return new RestClient("http://127.0.0.1:" + application().managementPort());
    }

    public Application application() {
        return application.orElseThrow();
    }

    public DatabaseSettings database() {
        return database.orElseThrow();
    }

    /** @return the id of a new customer who may owe so many euro cents */
    public String customer(long limit) {
        return http.post("/customers", """
                {"email": "%s@example.org", "name": "Ada", "creditLimit": {"amount": %d, "currency": "EUR"}}
                """.formatted(UUID.randomUUID(), limit)).expect(201).text("id");
    }

    /** @return the id of a new product for so many euro cents */
    public String product(long price, long stock) {
        return product(price, "EUR", stock);
    }

    public String product(long price, String currency, long stock) {
        return http.post("/products", """
                {"name": "Tea", "price": {"amount": %d, "currency": "%s"}, "stock": %d}
                """.formatted(price, currency, stock)).expect(201).text("id");
    }

    public Response orderByCard(String customer, String product, int quantity, String token, String... headers) {
        return http.post("/orders", Orders.byCard(customer, product, quantity, token), headers);
    }

    public Response orderOnCredit(String customer, String product, int quantity) {
        return http.post("/orders", Orders.onCredit(customer, product, quantity));
    }

    public Response order(String id) {
        return http.get("/orders/" + id).expect(200);
    }

    public Response cancel(String order) {
        return http.post("/orders/" + order + "/cancel", "");
    }

    public long available(String product) {
        return http.get("/products/" + product).expect(200).json().at("/stock/available").asLong();
    }

    public long reserved(String product) {
        return http.get("/products/" + product).expect(200).json().at("/stock/reserved").asLong();
    }

    /** What orders hold of the customer's credit. */
    public long owed(String customer) {
        return http.get("/customers/" + customer + "/credit").expect(200).json().at("/reserved/amount").asLong();
    }

    public long points(String customer) {
        return http.get("/loyalty/" + customer).expect(200).json().path("points").asLong();
    }

    /** Runs a statement in a module's database, as the module. */
    public void asModule(String module, String statement) {
        try (var connection = DriverManager.getConnection(
                        database().url().orElseThrow(), database().username().orElseThrow(), database().password().orElseThrow());
                var sql = connection.createStatement()) {
            sql.execute("set role martlet_" + module);
            sql.execute("set search_path to " + module);
            sql.execute(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException(statement, failure);
        }
    }

    @Override
    public void close() {
        application.ifPresent(Application::close);
    }
}
