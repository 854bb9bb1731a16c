package dev.martlet.platform.calls.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.LogListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContractsTest {
    private static final String OURS = "a".repeat(64);
    private static final String THEIRS = "b".repeat(64);
    private static final String OTHERS = "c".repeat(64);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SetClock clock = new SetClock();
    private final Contracts contracts = new Contracts(Map.of("birds", OURS, "nests", OURS), meters, clock);
    private final LogListener log = new LogListener(Contract.class);
    private final List<LogRecord> warnings = log.records();

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    @Test
    void nothingDiffersBeforeAnotherProcessReports() {
        assertThat(contracts.state("birds")).contains(new ContractState(OURS, Optional.empty(), false));
        assertThat(gauge("birds")).isZero();
    }

    @Test
    void theSameHashIsNoDifference() {
        contracts.heard("birds", Optional.of(OURS));
        assertThat(contracts.state("birds")).contains(new ContractState(OURS, Optional.of(OURS), false));
        assertThat(warnings).isEmpty();
    }

    @Test
    void aDifferenceShowsForItsModuleUntilTheHashAgreesAgain() {
        contracts.heard("birds", Optional.of(THEIRS));
        assertThat(contracts.state("birds")).contains(new ContractState(OURS, Optional.of(THEIRS), true));
        assertThat(gauge("birds")).isEqualTo(1);
        assertThat(gauge("nests")).isZero();

        contracts.heard("birds", Optional.of(OURS));
        assertThat(contracts.state("birds")).contains(new ContractState(OURS, Optional.of(OURS), false));
        assertThat(gauge("birds")).isZero();
    }

    @Test
    void whatIsNotSaidIsNoDifferenceAndClearsNone() {
        contracts.heard("birds", Optional.empty());
        assertThat(gauge("birds")).isZero();
        contracts.heard("birds", Optional.of(THEIRS));
        contracts.heard("birds", Optional.empty());
        assertThat(gauge("birds")).isEqualTo(1);
    }

    @Test
    void whatIsNoHashOrOfNoKnownModuleIsNotKept() {
        contracts.heard("birds", Optional.of("B".repeat(64)));
        contracts.heard("birds", Optional.of("b".repeat(65)));
        contracts.heard("owls", Optional.of(THEIRS));
        assertThat(contracts.state("birds").orElseThrow().elsewhere()).isEmpty();
        assertThat(contracts.state("owls")).isEmpty();
        assertThat(meters.find("martlet.contract.mismatch").gauges()).hasSize(2);
    }

    @Test
    void eachDifferenceIsReportedOnce() {
        for (int call = 0; call < 100; call++) {
            contracts.heard("birds", Optional.of(THEIRS));
        }
        assertThat(warnings).hasSize(1).first().satisfies(warning -> {
            assertThat(warning.getLevel()).isEqualTo(Level.WARNING);
            assertThat(warning.getParameters()).contains("birds", OURS, THEIRS);
        });
        contracts.heard("birds", Optional.of(OTHERS));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void twoVersionsInTurnAreReportedOnceAMinute() {
        for (int call = 0; call < 100; call++) {
            contracts.heard("birds", Optional.of(call % 2 == 0 ? THEIRS : OURS));
        }
        assertThat(warnings).hasSize(1);
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        contracts.heard("birds", Optional.of(THEIRS));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void aModuleWithoutAContractHasNone() {
        var none = Contracts.of(List.of("birds"), meters);
        assertThat(none.hash("birds")).isEmpty();
        assertThat(none.state("birds")).isEmpty();
    }

    private double gauge(String module) {
        return meters.get("martlet.contract.mismatch").tag("module", module).gauge().value();
    }

    /** A clock that stands still until it is set. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
