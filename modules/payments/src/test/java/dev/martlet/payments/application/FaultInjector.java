package dev.martlet.payments.application;

import dev.martlet.payments.api.ChargeOrder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;

/** Injects a fault or a concurrent request at each step of the use cases to the database or the gateway. After the end of its script nothing is injected. */
final class FaultInjector {
    private final Queue<Fault> script;
    private final Runnable charge;
    private final Runnable cancel;

    /**
     * @param charge another request to charge the order
     * @param cancel another request to cancel it
     */
    FaultInjector(List<Fault> script, Runnable charge, Runnable cancel) {
        this.script = new ArrayDeque<>(script);
        this.charge = charge;
        this.cancel = cancel;
    }

    /** What happens at one step. */
    enum Fault { NONE, DIES_BEFORE, DIES_AFTER, LOST_BEFORE, LOST_AFTER, CHARGED_BEFORE, CHARGED_AFTER, CANCELLED_BEFORE, CANCELLED_AFTER }

    /** The process ends here. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    Gateway on(Gateway gateway) {
        return new Gateway() {
            @Override
            public ChargeAnswer charge(ChargeOrder order) {
                return step(() -> gateway.charge(order), ChargeAnswer.Unanswered::new);
            }

            @Override
            public RefundAnswer refund(UUID orderId) {
                return step(() -> gateway.refund(orderId), RefundAnswer.Unanswered::new);
            }
        };
    }

    Payments on(Payments payments) {
        InvocationHandler handler = (_, method, arguments) -> step(() -> invoke(payments, method, arguments), FaultInjector::die);
        return (Payments) Proxy.newProxyInstance(Payments.class.getClassLoader(), new Class<?>[] {Payments.class}, handler);
    }

    private static Object invoke(Payments payments, Method method, Object[] arguments) {
        try {
            return method.invoke(payments, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    private <T> T step(Supplier<T> step, Supplier<T> lost) {
        var fault = script.isEmpty() ? Fault.NONE : script.remove();
        return switch (fault) {
            case NONE -> step.get();
            case DIES_BEFORE -> die();
            case DIES_AFTER -> after(step, FaultInjector::die);
            case LOST_BEFORE -> lost.get();
            case LOST_AFTER -> after(step, lost);
            case CHARGED_BEFORE -> before(charge, step);
            case CHARGED_AFTER -> then(step, charge);
            case CANCELLED_BEFORE -> before(cancel, step);
            case CANCELLED_AFTER -> then(step, cancel);
        };
    }

    private static <T> T die() {
        throw new Died();
    }

    private static <T> T after(Supplier<T> step, Supplier<T> answer) {
        step.get();
        return answer.get();
    }

    private static <T> T before(Runnable other, Supplier<T> step) {
        other.run();
        return step.get();
    }

    private static <T> T then(Supplier<T> step, Runnable other) {
        T answer = step.get();
        other.run();
        return answer;
    }
}
