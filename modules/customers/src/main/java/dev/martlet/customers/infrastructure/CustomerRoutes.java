package dev.martlet.customers.infrastructure;

import dev.martlet.customers.application.ChangeCustomer;
import dev.martlet.customers.application.DeleteCustomer;
import dev.martlet.customers.application.RegisterCustomer;
import dev.martlet.customers.domain.Customer;
import dev.martlet.customers.infrastructure.CustomerRepository.Listed;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.AccessProblems;
import dev.martlet.platform.http.Audit;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.http.Request;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.runtime.idempotency.IdempotencyKeys;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The REST resources of customers. */
public final class CustomerRoutes {
    private static final ProblemType EMAIL_TAKEN = new ProblemType("email-taken", 409, "Another customer has this email");
    private static final ProblemType EXISTS = new ProblemType("customer-exists", 409, "The customer is registered already");
    private static final ProblemType HAS_OPEN_CREDIT = new ProblemType("customer-has-open-credit", 409, "Orders hold credit of this customer");

    private static final Access OWN = Access.ownPath("id");
    private static final String CREDIT_LIMIT = "creditLimit";

    private final CustomerRepository customers;
    private final Function<Sql, RegisterCustomer> registerCustomer;
    private final ChangeCustomer changeCustomer;
    private final DeleteCustomer deleteCustomer;
    private final IdempotencyKeys keys;

    /** @param registerCustomer the use case in a transaction */
    public CustomerRoutes(
            Database database,
            CustomerRepository customers,
            Function<Sql, RegisterCustomer> registerCustomer,
            ChangeCustomer changeCustomer,
            DeleteCustomer deleteCustomer) {
        this.customers = customers;
        this.registerCustomer = registerCustomer;
        this.changeCustomer = changeCustomer;
        this.deleteCustomer = deleteCustomer;
        this.keys = new IdempotencyKeys(database);
    }

    public Resource[] resources() {
        return new Resource[] {
            Resource.at("/customers").get(Access.customer(), this::list).post(Access.anyone(), this::register),
            Resource.at("/customers/{id}").get(OWN, this::find).patch(OWN, this::change).delete(Access.staff(), this::delete),
            Resource.at("/customers/{id}/credit").get(OWN, this::credit)
        };
    }

    private Response list(Request request) {
        var page = request.page();
        List<Listed> found = found(request, page);
        return Response.ok(page.page(found, Listed::position, listed -> CustomerView.of(listed.customer())));
    }

    private List<Listed> found(Request request, PageRequest page) {
        Optional<String> email = request.query("email");
        if (request.ownCustomer().isPresent()) {
            return request.ownCustomer().filter(_ -> page.before().isEmpty())
                    .flatMap(customers::find)
                    .filter(own -> email.isEmpty() || own.email().equalsIgnoreCase(email.get()))
                    .map(Listed::alone).stream().toList();
        }
        return email.map(address -> customers.findByEmail(address).map(Listed::alone).stream().toList()).orElseGet(() -> customers.list(page));
    }

    private Response find(Request request) {
        return show(request, CustomerView::of);
    }

    private Response credit(Request request) {
        return show(request, customer -> CreditView.of(customer.credit()));
    }

    /** Staff and guests make a new customer, a customer registers itself. */
    private Response register(Request request) {
        Optional<UUID> own = request.ownCustomer();
        if (own.isEmpty() && !request.isOfStaff() && !request.isOfGuest()) {
            throw AccessProblems.forbidden();
        }
        var body = request.body(RegisterCustomerBody.class);
        request.requireStaffFor(body.creditLimit().map(_ -> CREDIT_LIMIT).stream());
        var answer = keys.once(request, body, tx -> switch (registerCustomer.apply(tx).register(own, body.email(), body.name(), body.creditLimit())) {
            case RegisterCustomer.Outcome.Registered(var customer) -> Response.created("/customers/" + customer.id(), CustomerView.of(customer));
            case RegisterCustomer.Outcome.EmailTaken _ -> emailTaken();
            case RegisterCustomer.Outcome.Exists _ -> Response.of(Problem.of(EXISTS, "The customer of the token is registered already."));
        });
        body.creditLimit().ifPresent(limit -> Audit.log(
                answer, answer.headers().get("Location") + " registered with credit limit " + limit.text()));
        return answer;
    }

    private Response change(Request request) {
        var id = request.id("id");
        var patch = request.mergePatch("active", CREDIT_LIMIT);
        var before = new AtomicReference<Customer>();
        return switch (changeCustomer.change(id, current -> {
            before.set(current);
            return patch.apply(CustomerView.of(current), ChangeCustomerBody.of(current)).details(current);
        })) {
            case ChangeCustomer.Outcome.Changed(var customer) -> {
                CustomerAudit.changed(before.get(), customer);
                yield Response.ok(CustomerView.of(customer));
            }
            case ChangeCustomer.Outcome.NotFound _ -> notFound();
            case ChangeCustomer.Outcome.EmailTaken _ -> emailTaken();
            case ChangeCustomer.Outcome.HasOpenCredit _ -> hasOpenCredit("The currency of the limit cannot change while orders hold credit.");
        };
    }

    private Response delete(Request request) {
        var id = request.id("id");
        return switch (deleteCustomer.delete(id, current -> request.requireMatch(() -> CustomerView.of(current)))) {
            case DELETED -> Audit.log(Response.noContent(), "Customer " + id + " deleted");
            case NOT_FOUND -> notFound();
            case HAS_OPEN_CREDIT -> hasOpenCredit("The customer cannot be deleted while orders hold credit.");
        };
    }

    private Response show(Request request, Function<Customer, Object> view) {
        return customers.find(request.id("id"))
                .map(customer -> Response.ok(view.apply(customer)))
                .orElseGet(CustomerRoutes::notFound);
    }

    private static Response notFound() {
        return Response.of(Problem.of(ProblemType.NOT_FOUND, "There is no customer with this id."));
    }

    private static Response emailTaken() {
        return Response.of(Problem.of(EMAIL_TAKEN, "Choose another email. Upper and lower case make no difference."));
    }

    private static Response hasOpenCredit(String detail) {
        return Response.of(Problem.of(HAS_OPEN_CREDIT, detail));
    }
}
