package dev.martlet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.k8s.LocalPods;
import dev.martlet.bootstrap.k8s.LocalPods.Pod;
import dev.martlet.kernel.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What k8s/ would run, run as processes of this machine: the same shop whatever the overlay. */
class DeployedShopIT {
    private static final Duration LONGEST_EVENTS = Duration.ofSeconds(15);
    private static final long STOCK = 100;

    private final List<Program> programs = new ArrayList<>();

    @TempDir
    private Path directory;

    static Iterable<String> overlays() {
        return LocalPods.overlays();
    }

    @AfterEach
    void stop() {
        programs.forEach(Program::terminate);
        programs.forEach(Program::close);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyOverlaySellsTea(String overlay) throws IOException {
        ShopClient shop = deploy(overlay);
        String customer = shop.post("/customers", """
                {"email": "%s@example.org", "name": "Ada", "creditLimit": {"amount": 10000, "currency": "EUR"}}
                """.formatted(UUID.randomUUID())).expect(201).text("id");
        String product = shop.post("/products", """
                {"name": "Tea", "price": {"amount": 499, "currency": "EUR"}, "stock": %d}
                """.formatted(STOCK)).expect(201).text("id");

        shop.post("/orders", Orders.byCard(customer, product, 2, "tok_visa")).expect(201);
        shop.post("/orders", Orders.byCard(customer, product, 1, "tok_declined")).expect(402);
        shop.post("/orders", Orders.onCredit(customer, product, 3)).expect(201);
        shop.post("/orders", Orders.onCredit(customer, product, 50)).expect(402);
        shop.post("/orders", Orders.byCard(customer, product, (int) STOCK, "tok_visa")).expect(409);
        String regretted = shop.post("/orders", Orders.onCredit(customer, product, 4)).expect(201).text("id");
        shop.post("/orders/" + regretted + "/cancel", "").expect(200);

        await().atMost(LONGEST_EVENTS).untilAsserted(() -> new Books(shop).assertAddUp(customer, List.of(product), STOCK));
    }

    private ShopClient deploy(String overlay) throws IOException {
        var pods = LocalPods.of(overlay, TestDatabase.settings());
        Path image = Image.jar(directory.resolve("image"));
        try (var migration = start(pods.migration(), image)) {
            assertThat(migration.awaitEnd().code()).as(migration.errors()).isZero();
        }
        // One after the other: six that start at once are a lot for a small machine.
        for (Pod pod : pods.pods()) {
            programs.add(start(pod, image));
            programs.getLast().awaitReady();
        }
        return new ShopClient(pods.address());
    }

    private Program start(Pod pod, Path image) throws IOException {
        Program.Preparation program = Program.in(Files.createDirectory(directory.resolve(pod.name())))
                .jar(image)
                .without("server.port").without("internal.port").without("management.port")
                .environment("JDK_JAVA_OPTIONS", "@" + Image.options());
        pod.environment().forEach(program::environment);
        return program.start();
    }
}
