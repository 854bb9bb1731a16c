package dev.martlet.bootstrap;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Shop} that all of them share: one of their own, which closes after the last of them, or the one that {@link Suite} runs them
 * against.
 */
final class OneShop implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Shop resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(
                Shop.class, _ -> context.getConfigurationParameter(Suite.ADDRESS).map(Shop::at).orElseGet(() -> Shop.open(Map.of())), Shop.class);
    }
}
