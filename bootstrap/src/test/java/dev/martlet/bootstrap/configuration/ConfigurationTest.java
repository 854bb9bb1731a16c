package dev.martlet.bootstrap.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.Configuration;
import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.ProcessConfig;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.runtime.ModuleDescriptor;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.config.yaml.YamlConfigParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The message for each error of a configuration; that the program then stops is shown by {@link ConfigurationIT}. */
class ConfigurationTest {
    private static final String ELSEWHERE = "http://127.0.0.1:9999";

    @Test
    void noConfigurationIsAWorkingOne() {
        assertThat(faults(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void aFaultIsReportedWithItsKey(String key, String value, String line) {
        assertThat(faults(Map.of(key, value))).anySatisfy(fault -> assertThat(fault).startsWith(line));
    }

    @Test
    void tokensNeedAnIssuerWhoseKeysAreThere() {
        assertThat(faults(Map.of("security.mode", "jwt"))).containsExactlyInAnyOrder(
                "security.jwt.jwks: is required while security.mode is jwt",
                "security.jwt.issuer: is required while security.mode is jwt",
                "security.jwt.audience: is required while security.mode is jwt");
        assertThat(faults(jwt("no-such-file.json"))).containsExactly("security.jwt.jwks: the key set cannot be used: no-such-file.json is no file");
        assertThat(faults(jwt("pom.xml"))).containsExactly("security.jwt.jwks: the key set cannot be used: it is no JSON");
        assertThat(faults(jwt("https://issuer.example.com/keys?tenant=1"))).isEmpty();
    }

    @Test
    void tokensOnAnOpenPortNeedASecretBetweenProcesses() {
        var open = new HashMap<>(jwt("https://issuer.example.com/keys"));
        open.put("server.host", "0.0.0.0");
        assertThat(faults(open)).containsExactly(
                "security.internal.token: is required while security.mode is jwt and a port is on an address that is not loopback, "
                        + "unless internal.tls.trust asks for certificates");
        open.put("security.internal.token", "secret");
        assertThat(faults(open)).isEmpty();
    }

    private static Map<String, String> jwt(String keys) {
        return Map.of(
                "security.mode", "jwt",
                "security.jwt.jwks", keys,
                "security.jwt.issuer", "https://issuer.example.com",
                "security.jwt.audience", "martlet");
    }

    static Stream<Arguments> aFaultIsReportedWithItsKey() {
        return Stream.of(
                Arguments.of("modules.run", "ordres", "modules.run: there is no module ordres; did you mean orders?"),
                Arguments.of("modules.run", "ordres,birds", "modules.run: there is no module ordres; did you mean orders?; there is no module birds"),
                Arguments.of("modules.run", ",", "modules.run: must be all, none, or a list of"),
                Arguments.of("modules.customers.url", "http://host", "modules.customers.url: must not be set where customers runs"),
                Arguments.of("modules.orders.deadline", "5", "modules.orders.deadline: must be a time such as"),
                Arguments.of("modules.orders.expiry", "31d", "modules.orders.expiry: must be a time such as 300ms, 5s, 2m, 1h or 1d, from 1s to 30d"),
                Arguments.of("modules.payments.gateway.type", "bank", "modules.payments.gateway.type: must be one of sandbox, http"),
                Arguments.of("modules.payments.gateway.type", "http", "modules.payments.gateway.url: "),
                Arguments.of("modules.payments.gateway.url", "ftp://x", "modules.payments.gateway.url: must be an address such as"),
                Arguments.of("modules.payments.gateway.url", "http://x/charges?key=1", "modules.payments.gateway.url: must be an address such as"),
                Arguments.of("modules.payments.gateway.url", "http://x/#charges", "modules.payments.gateway.url: must be an address such as"),
                Arguments.of("modules.notifications.smtp.port", "smtp", "modules.notifications.smtp.port: must be a whole number from 1 to 65535"),
                Arguments.of("modules.customers.db.url", "mysql://x", "modules.customers.db.url: must be a JDBC URL such as jdbc:postgresql:"),
                Arguments.of("modules.customers.db.pool.size", "0", "modules.customers.db.pool.size: must be a whole number from 1 to 200"),
                Arguments.of("server.host", "0.0.0.0", "server.host: must be a loopback address"),
                Arguments.of("internal.host", "0.0.0.0", "internal.host: must be a loopback address"),
                Arguments.of("management.host", "0.0.0.0", "management.host: must be a loopback address"),
                Arguments.of("server.host", "no such host", "server.host: must be an address of this machine"),
                Arguments.of("server.port", "65536", "server.port: must be a whole number from 0 to 65535"),
                Arguments.of("server.port", "8081", "internal.port: must differ from server.port"),
                Arguments.of("management.port", "8080", "management.port: must differ from server.port"),
                Arguments.of("server.shutdown.grace", "1 minute", "server.shutdown.grace: must be a time such as"),
                Arguments.of("security.mode", "open", "security.mode: must be one of loopback, jwt, insecure"),
                Arguments.of("security.jwt.roles", "roles", "security.jwt.roles: must be a JSON Pointer such as /roles"),
                Arguments.of("security.jwt.roles", "/a~2", "security.jwt.roles: must be a JSON Pointer such as /roles"),
                Arguments.of("security.jwt.customer", "/a~", "security.jwt.customer: must be a JSON Pointer such as /sub"),
                Arguments.of("security.jwt.jwks", "https://", "security.jwt.jwks: must be a file or an address such as"),
                Arguments.of("db.url", "jdbc:oracle:thin", "db.url: must be a JDBC URL such as jdbc:postgresql:"),
                Arguments.of("db.pool.size", "1e3", "db.pool.size: must be a whole number from 1 to 200"),
                Arguments.of("db.migrate", "later", "db.migrate: must be one of start, only, never"),
                Arguments.of("events.transport", "pigeon", "events.transport: must be one of direct, kafka"),
                Arguments.of("events.transport", "kafka", "events.kafka.brokers: "),
                Arguments.of("events.kafka.brokers", "broker", "events.kafka.brokers: must be host:port, comma-separated"),
                Arguments.of("security.internal.token", "pa\u00df", "security.internal.token: must be of printable ASCII characters"),
                Arguments.of("security.internal.token", "old,,new", "security.internal.token: must not have an empty element"),
                Arguments.of("security.internal.token", "two\nlines", "security.internal.token: must be of printable ASCII characters"),
                Arguments.of("security.internal.token.file", "/nowhere", "security.internal.token.file: there is no file /nowhere"),
                Arguments.of("db.password.file", "/nowhere", "db.password.file: there is no file /nowhere"),
                Arguments.of("modules.orders.db.password.file", "/", "modules.orders.db.password.file: the file / cannot be read"),
                Arguments.of("modules.payments.gateway.token.file", "/nowhere", "modules.payments.gateway.token.file: there is no file /nowhere"),
                Arguments.of("modules.notifications.smtp.password.file", "/nowhere", "modules.notifications.smtp.password.file: there is no file"),
                Arguments.of("events.kafka.properties.file", "/nowhere", "events.kafka.properties.file: there is no file /nowhere"),
                Arguments.of("events.retry.attempts", "-1", "events.retry.attempts: must be a whole number from 1 to 100"),
                Arguments.of("guards.default.timeout", "soon", "guards.default.timeout: must be a time such as"),
                Arguments.of("guards.payments.breaker.failure.rate", "101", "guards.payments.breaker.failure.rate: must be a whole number from 1 to 100"));
    }

    @Test
    void aModuleThatAnotherNeedsMustRunHereOrHaveAUrl() {
        assertThat(faults(Map.of("modules.run", "payments"))).containsExactly(
                "modules.customers.url: must be set, because customers does not run here and payments needs it");
    }

    @Test
    void aProcessMayRunNothingAndNoneAddsNothingToAList() {
        assertThat(config(Map.of("modules.run", "none"), "", new ConfigErrors()).placement().here()).isEmpty();
        assertThat(config(Map.of("modules.run", "none,products"), "", new ConfigErrors()).placement().here()).containsExactly("products");
    }

    @Test
    void aSubscriberElsewhereNeedsAUrlUnlessKafkaCarriesTheEvents() {
        List<String> subscribers = ModuleGraph.load().subscribersOf("customers").stream().map(ModuleDescriptor::name).toList();
        var run = new HashMap<>(Map.of("modules.run", "customers"));
        assertThat(faults(run)).hasSameSizeAs(subscribers).contains(
                "modules.notifications.url: must be set, because notifications does not run here and it listens to customers");
        subscribers.forEach(subscriber -> run.put("modules." + subscriber + ".url", ELSEWHERE));
        assertThat(faults(run)).isEmpty();
        assertThat(faults(Map.of("modules.run", "customers", "events.transport", "kafka", "events.kafka.brokers", "host:9092"))).isEmpty();
    }

    @Test
    void anUnknownKeyOfAFileIsReportedWithWhatWasMeant() {
        assertThat(faultsOfFile("""
                modules:
                  ordres:
                    deadline: 5s
                  payments:
                    gateway:
                      tipe: http
                guards:
                  defautl:
                    timeout: 1s
                events:
                  retentoin: 1d
                db:
                  usename: martlet
                security:
                  mod: loopback
                """)).containsExactlyInAnyOrder(
                "modules.ordres.deadline: is not known; did you mean modules.orders.deadline?",
                "modules.payments.gateway.tipe: is not known; did you mean modules.payments.gateway.type?",
                "guards.defautl.timeout: is not known; did you mean guards.default.timeout?",
                "events.retentoin: is not known; did you mean events.retention?",
                "db.usename: is not known; did you mean db.username?",
                "security.mod: is not known; did you mean security.mode?");
    }

    @Test
    void anUnknownKeyOfAFileIsReportedInEveryPart() {
        assertThat(faultsOfFile("""
                server:
                  prot: 8080
                  hosts.first: shop.example.com
                internal.prot: 8081
                managemant:
                  port: 8082
                colour: blue
                """)).containsExactlyInAnyOrder(
                "server.prot: is not known; did you mean server.port?",
                "server.hosts.first: is not known",
                "internal.prot: is not known; did you mean internal.port?",
                "managemant.port: is not known; did you mean management.port?",
                "colour: is not known");
    }

    @Test
    void aValueInPlaceOfItsKeysIsReported() {
        assertThat(faultsOfFile("db: 5")).containsExactly("db: is not known");
    }

    @Test
    void aNodeWithoutItsKeysIsNoFault() {
        assertThat(faultsOfFile("db:\n  pool:\n    #size: 5\nmodules:\n")).isEmpty();
        assertThat(faultsOfFile("db:\n  pol:\n")).singleElement().asString().startsWith("db.pol: is not known");
    }

    @Test
    void anUnknownKeyOfTheEnvironmentIsNoFault() {
        assertThat(faults(Map.of("modules.orders.service.port", "tcp://10.0.0.1:80", "db.host", "x"))).isEmpty();
    }

    @Test
    void everyFaultIsReportedAtOnce() {
        var wrong = Map.of("server.port", "x", "db.pool.size", "x", "modules.run", "birds", "guards.default.timeout", "x");
        assertThat(faults(wrong)).hasSizeGreaterThanOrEqualTo(wrong.size());
    }

    @Test
    void secretsAreNotReported() {
        var secrets = Map.of("db.password", "hunter2", "db.url", "hunter2", "modules.payments.gateway.token", "hunter2", "modules.payments.gateway.type", "x");
        assertThat(faults(secrets)).isNotEmpty().noneMatch(line -> line.contains("hunter2"));
        assertThat(config(secrets, "", new ConfigErrors()).toString()).doesNotContain("hunter2");
    }

    private static List<String> faults(Map<String, String> settings) {
        var faults = new ConfigErrors();
        config(settings, "", faults);
        return faults.lines();
    }

    private static List<String> faultsOfFile(String yaml) {
        var faults = new ConfigErrors();
        config(Map.of(), yaml, faults);
        return faults.lines();
    }

    private static ProcessConfig config(Map<String, String> settings, String yaml, ConfigErrors faults) {
        var file = Config.builder()
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .addParser(YamlConfigParser.create())
                .sources(ConfigSources.create(yaml, MediaTypes.APPLICATION_X_YAML))
                .build();
        var all = Config.builder()
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .sources(ConfigSources.create(settings), ConfigSources.create(file))
                .build();
        return ProcessConfig.read(new Configuration(all, file), ModuleGraph.load(), faults);
    }
}
