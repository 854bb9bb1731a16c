package dev.martlet.platform.calls.contract;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contracts of the modules on the class path: resources {@code contract/<module>.json}, the JSON schemas of what a module answers and publishes.
 * Nothing reads the schemas at run time; processes exchange the texts' hashes. Holds one entry for each module, regardless of what others send.
 */
public final class Contracts {
    private final Map<String, Contract> contracts = new TreeMap<>();

    /** @param hashes by module */
    public Contracts(Map<String, String> hashes, MeterRegistry meters, Clock clock) {
        hashes.forEach((module, hash) -> contracts.put(module, new Contract(module, hash, clock)));
        contracts.forEach((module, contract) -> Gauge.builder("martlet.contract.mismatch", contract, known -> known.state().differs() ? 1 : 0)
                .description("1 while another process uses another version of the module's contract")
                .tag("module", module)
                .register(meters));
    }

    /** Those of these modules that have one: who neither offers nor publishes anything has none. */
    public static Contracts of(Collection<String> modules, MeterRegistry meters) {
        var hashes = new TreeMap<String, String>();
        modules.forEach(module -> text(module).ifPresent(text -> hashes.put(module, sha256(text))));
        return new Contracts(hashes, meters, sinceStart());
    }

    /** For periods only: a wall clock that is set back would end them late. */
    private static Clock sinceStart() {
        long start = System.nanoTime();
        InstantSource elapsed = () -> Instant.EPOCH.plusNanos(System.nanoTime() - start);
        return elapsed.withZone(ZoneOffset.UTC);
    }

    /** What this process says of a module's contract. */
    public Optional<String> hash(String module) {
        return Optional.ofNullable(contracts.get(module)).map(Contract::hash);
    }

    /** Notes what another process says of a module's contract. What is missing, no hash, or of no known module is not noted. */
    public void heard(String module, Optional<String> hash) {
        Contract known = contracts.get(module);
        if (known != null) {
            hash.ifPresent(known::heard);
        }
    }

    public Optional<ContractState> state(String module) {
        return Optional.ofNullable(contracts.get(module)).map(Contract::state);
    }

    private static Optional<String> text(String module) {
        try (var in = Contracts.class.getClassLoader().getResourceAsStream("contract/" + module + ".json")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same wherever the text was checked out. */
    private static String sha256(String text) {
        try {
            byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
