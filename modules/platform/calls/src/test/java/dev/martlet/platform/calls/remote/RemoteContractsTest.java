package dev.martlet.platform.calls.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.CallInvalid;
import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.contract.Contracts;
import dev.martlet.platform.calls.invoke.ContractSubject;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.LocalInvoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.calls.remote.BirdsApi.Hear;
import dev.martlet.platform.calls.remote.BirdsApi.HearFar;
import dev.martlet.platform.calls.remote.BirdsApi.Heard;
import dev.martlet.platform.calls.remote.BirdsApi.HeardFar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes of two versions talk to each other, notice that they are two, and understand each other. */
class RemoteContractsTest {
    private static final String OLD = "a".repeat(64);
    private static final String NEW = "b".repeat(64);
    private static final Invoker ECHO = (_, request) -> new Heard(((Hear) request).call());

    /** What a careless version would send instead of a number. */
    private record Words(String worms) {}

    /** An operation that hands over what another module has published. */
    @Api(module = "nests")
    public interface Deliveries {
        @Keyed("sender")
        Delivered deliver(Parcel request);
    }

    public record Parcel(String sender) implements ContractSubject {
        @Override
        public String contractSubject() {
            return sender;
        }
    }

    public record Delivered(String sender) {}

    private final RemoteClient client = new RemoteClient();
    private final Contracts caller = Loopback.contracts(Map.of("birds", OLD, "nests", OLD));
    private final Contracts callee = Loopback.contracts(Map.of("birds", NEW, "nests", NEW));

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void aCallBetweenTwoVersionsWorksAndBothNoticeIt() {
        try (var server = serve(Birds.HEAR, ECHO, callee)) {
            assertThat(server.target(client, caller).call(Birds.HEAR, new Hear("tweet"))).isEqualTo(new Heard("tweet"));
        }
        assertDiffers(caller, "birds", NEW);
        assertDiffers(callee, "birds", OLD);
        assertThat(caller.state("nests").orElseThrow().elsewhere()).isEmpty();
        assertThat(callee.state("nests").orElseThrow().elsewhere()).isEmpty();
    }

    @Test
    void theDifferenceIsOverOnceBothHaveTheSameVersion() {
        try (var server = serve(Birds.HEAR, ECHO, callee)) {
            server.target(client, caller).call(Birds.HEAR, new Hear("tweet"));
            server.target(client, Loopback.contracts(Map.of("birds", NEW))).call(Birds.HEAR, new Hear("tweet"));
        }
        assertThat(callee.state("birds").orElseThrow().differs()).isFalse();
        try (var server = serve(Birds.HEAR, ECHO, Loopback.contracts(Map.of("birds", OLD)))) {
            server.target(client, caller).call(Birds.HEAR, new Hear("tweet"));
        }
        assertThat(caller.state("birds").orElseThrow().differs()).isFalse();
    }

    @Test
    void whoSaysNothingDoesNotDiffer() throws Exception {
        try (var server = serve(Birds.HEAR, ECHO, callee)) {
            server.target(client).call(Birds.HEAR, new Hear("tweet"));
            assertThat(post(server.base(), "{\"call\":\"tweet\"}").headers().firstValue("Martlet-Contract")).contains(NEW);
        }
        assertThat(callee.state("birds").orElseThrow().elsewhere()).isEmpty();
        try (var server = serve(Birds.HEAR, ECHO, Loopback.contracts(Map.of()))) {
            server.target(client, caller).call(Birds.HEAR, new Hear("tweet"));
        }
        assertThat(caller.state("birds").orElseThrow().elsewhere()).isEmpty();
    }

    @Test
    void aRequestMayBeAboutAnotherModulesContract() {
        Operation deliver = Birds.operation(Deliveries.class, "deliver");
        Deliveries deliveries = parcel -> new Delivered(parcel.sender());
        try (var server = serve(deliver, new LocalInvoker(deliveries), callee)) {
            server.target(client, caller).call(deliver, new Parcel("birds"));
        }
        assertDiffers(caller, "birds", NEW);
        assertDiffers(callee, "birds", OLD);
        assertThat(callee.state("nests").orElseThrow().elsewhere()).isEmpty();
    }

    @Test
    void aNewerCallersMembersAreIgnored() {
        Operation newer = Birds.operation(BirdsApi.Newer.class, "hear");
        try (var server = serve(Birds.HEAR, ECHO, callee)) {
            assertThat(server.target(client, caller).call(newer, new HearFar("tweet", Optional.of(3))))
                    .isEqualTo(new HeardFar("tweet", Optional.empty()));
        }
    }

    @Test
    void aNewerCalleesMembersAreIgnored() {
        Operation newer = Birds.operation(BirdsApi.Newer.class, "hear");
        Invoker echo = (_, request) -> new HeardFar(((HearFar) request).call(), ((HearFar) request).distance().map(_ -> 0).or(() -> Optional.of(11)));
        try (var server = serve(newer, echo, callee)) {
            assertThat(server.target(client, caller).call(Birds.HEAR, new Hear("tweet"))).isEqualTo(new Heard("tweet"));
        }
    }

    /** What is on record forbids it; if it happens all the same, it shows and has done nothing. */
    @Test
    void whatIsNotUnderstoodIsRefusedAndTheDifferenceShows() throws Exception {
        try (var server = serve(Birds.FEED, ECHO, callee)) {
            var remote = new RemoteInvoker(client, server.base(), InternalSecrets.NONE, caller);
            var retyped = new Operation("birds", "feed", Birds.FEED.method(), Words.class, Heard.class, Birds.FEED.repeatability());
            assertThatThrownBy(() -> remote.call(retyped, new Words("many"))).isInstanceOf(CallInvalid.class);
        }
        assertDiffers(caller, "birds", NEW);
    }

    private static Loopback serve(Operation operation, Invoker target, Contracts contracts) {
        return Loopback.of(InternalResources.of(List.of(operation), target, contracts));
    }

    private static HttpResponse<String> post(URI base, String body) throws Exception {
        var request = HttpRequest.newBuilder(base.resolve("/internal/birds/hear"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertDiffers(Contracts contracts, String module, String elsewhere) {
        assertThat(contracts.state(module).orElseThrow().elsewhere()).contains(elsewhere);
        assertThat(contracts.state(module).orElseThrow().differs()).isTrue();
    }
}
