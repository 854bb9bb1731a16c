package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.contract.Contracts;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.Operation;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import java.util.List;

/** The operations of a module that runs here, for modules of other processes: the port lets no one else in. */
public final class InternalResources {
    private InternalResources() {}

    public static List<Resource> of(List<Operation> operations, Invoker target, Contracts contracts) {
        return operations.stream()
                .map(operation -> Resource.at("/internal/" + operation.module() + "/" + operation.name())
                        .post(Access.anyone(), new InternalEndpoint(operation, target, contracts)))
                .toList();
    }
}
