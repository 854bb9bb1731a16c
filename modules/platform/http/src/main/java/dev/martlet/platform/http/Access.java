package dev.martlet.platform.http;

import dev.martlet.platform.core.context.Caller;
import tools.jackson.core.JsonPointer;

/** Who may use one method of a resource, declared beside it. Staff may use each; {@link Caller#UNRESTRICTED} counts as staff. */
public sealed interface Access {
    /** Everyone, also without a token. */
    static Access anyone() {
        return new Anyone();
    }

    /** Staff alone. */
    static Access staff() {
        return new Staff();
    }

    /** Customers too: the handler limits what it gives and does to {@link Request#ownCustomer()}. */
    static Access customer() {
        return new AnyCustomer();
    }

    /** The customer whose id a path parameter is. Another id is answered 404, whether there is such a customer or not. */
    static Access ownPath(String parameter) {
        return new OwnPath(parameter);
    }

    /**
     * The customer that {@link Resource#representations()} name. Another's is answered 404 like a missing one; so that it takes as long, the handler searches
     * for what belongs to {@link Request#ownCustomer()} alone.
     *
     * @param pointer JSON Pointer (RFC 6901) of the customer's id in the representation
     */
    static Access ownResource(String pointer) {
        return new OwnResource(JsonPointer.compile(pointer));
    }

    /** As the table of routes and the OpenAPI document name it. */
    default String label() {
        return switch (this) {
            case Anyone _ -> "anyone";
            case Staff _ -> "staff";
            case AnyCustomer _ -> "customer";
            case OwnPath _, OwnResource _ -> "own";
        };
    }

    /** What a label says to a process that forwards: whose something is knows only the process that has it. */
    static Access labelled(String label) {
        return switch (label) {
            case "anyone" -> anyone();
            case "staff" -> staff();
            default -> customer();
        };
    }

    record Anyone() implements Access {}

    record Staff() implements Access {}

    record AnyCustomer() implements Access {}

    record OwnPath(String parameter) implements Access {}

    record OwnResource(JsonPointer pointer) implements Access {}
}
