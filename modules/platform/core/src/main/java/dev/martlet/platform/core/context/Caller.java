package dev.martlet.platform.core.context;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who sent the request that this thread works for. Its text names the subject and nothing else of the person.
 *
 * @param issuer who vouches for the subject; empty unless a token was sent
 * @param subject unique with the issuer; empty unless a token was sent
 * @param customer the customer that the token names, registered or not
 */
public record Caller(Kind kind, String issuer, String subject, Set<Role> roles, Optional<UUID> customer) {
    /** Where no tokens are used, and outside of a request: may do everything. */
    public static final Caller UNRESTRICTED = new Caller(Kind.UNRESTRICTED, "", "", Set.of(), Optional.empty());
    /** Sent no token where tokens are used. */
    public static final Caller GUEST = new Caller(Kind.GUEST, "", "", Set.of(), Optional.empty());

    /** How much is known of a caller. */
    public enum Kind { UNRESTRICTED, GUEST, IDENTIFIED }

    /** What a token may entitle to. */
    public enum Role { STAFF, CUSTOMER }

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** The subject of a verified token. */
    public static Caller identified(String issuer, String subject, Set<Role> roles, Optional<UUID> customer) {
        return new Caller(Kind.IDENTIFIED, issuer, subject, roles, customer);
    }

    /** The caller of the request that this thread works for. */
    public static Caller current() {
        return RequestContext.current().caller();
    }

    /** Whether it may do everything. */
    public boolean isStaff() {
        return kind == Kind.UNRESTRICTED || roles.contains(Role.STAFF);
    }

    /** The customer whose own data are all that the caller may see and change; empty for staff, guests, and tokens without the role or the customer. */
    public Optional<UUID> ownCustomer() {
        return !isStaff() && roles.contains(Role.CUSTOMER) ? customer : Optional.empty();
    }

    @Override
    public String toString() {
        return kind == Kind.IDENTIFIED ? subject : kind.name();
    }
}
