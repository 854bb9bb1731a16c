package dev.martlet.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.context.Caller.Role;
import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.context.RequestContext;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final Logger LOG = Logger.getLogger("audit");
    private static final Caller STAFF = Caller.identified("https://id.example.com", "f3a1", Set.of(Role.STAFF, Role.CUSTOMER), Optional.of(UUID.randomUUID()));
    private static final Caller CUSTOMER = Caller.identified("https://id.example.com", "c001", Set.of(Role.CUSTOMER), Optional.of(UUID.randomUUID()));

    private final List<String> lines = new ArrayList<>();
    private final Handler collecting = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(collecting);
    }

    @AfterEach
    void end() {
        LOG.removeHandler(collecting);
    }

    @Test
    void aChangeByStaffNamesTheSubject() {
        as(STAFF, () -> Audit.log("Order 1 cancelled"));
        assertThat(lines).containsExactly("INFO Order 1 cancelled by \"f3a1\"");
    }

    @Test
    void aLongSubjectIsCut() {
        as(Caller.identified("issuer", "s".repeat(8000), Set.of(Role.STAFF), Optional.empty()), () -> Audit.log("Order 1 cancelled"));
        assertThat(lines).singleElement().asString().hasSizeBetween(200, 300);
    }

    @Test
    void customersAndGuestsLeaveNoLine() {
        as(CUSTOMER, () -> Audit.log("Order 1 cancelled"));
        as(Caller.GUEST, () -> Audit.log("Order 1 cancelled"));
        assertThat(lines).isEmpty();
    }

    @Test
    void withoutTokensNobodyKnowsWhoItWas() {
        as(Caller.UNRESTRICTED, () -> Audit.log("Order 1 cancelled"));
        assertThat(lines).containsExactly("INFO Order 1 cancelled by an unknown caller");
    }

    @Test
    void aProblemAndARepeatedAnswerTellOfNoChange() {
        as(STAFF, () -> {
            Audit.log(Response.of(Problem.of(ProblemType.NOT_FOUND, "There is none.")), "Order 1 cancelled");
            Audit.log(Response.noContent().with("Idempotency-Replayed", "true"), "Order 1 cancelled");
        });
        assertThat(lines).isEmpty();
    }

    private static void as(Caller caller, Runnable work) {
        RequestContext.NONE.with(caller).run(work);
    }
}
