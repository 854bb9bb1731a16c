package dev.martlet.bootstrap.support;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Shop} that all of them share: one of their own, which closes after the last of them, or the one that {@code Suite} runs them
 * against.
 */
public final class OneShop implements ParameterResolver {
    /** The configuration parameter that says where the shop is. */
    public static final String ADDRESS = "shop.address";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Shop resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(
                Shop.class, _ -> context.getConfigurationParameter(ADDRESS).map(Shop::at).orElseGet(() -> Shop.open(Map.of())), Shop.class);
    }
}
