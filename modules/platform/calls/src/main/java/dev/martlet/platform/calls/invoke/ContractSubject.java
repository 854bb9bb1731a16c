package dev.martlet.platform.calls.invoke;

/** A request that is about another module's contract than the callee's. */
public interface ContractSubject {
    /** The name of the module whose contract it is. */
    String contractSubject();
}
