package dev.martlet.kernel.remote;

import dev.martlet.kernel.call.Operation;
import dev.martlet.kernel.call.Target;
import dev.martlet.kernel.contract.Contracts;
import dev.martlet.kernel.http.Resource;
import java.util.List;

/** The operations of a module that runs here, for modules of other processes. */
public final class InternalResources {
    private InternalResources() {}

    public static List<Resource> of(List<Operation> operations, Target target, Contracts contracts) {
        return operations.stream()
                .map(operation -> Resource.at("/internal/" + operation.module() + "/" + operation.name())
                        .post(new InternalEndpoint(operation, target, contracts)))
                .toList();
    }
}
