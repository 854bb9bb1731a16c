package dev.martlet.platform.core.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.module.SimpleValueInstantiators;
import tools.jackson.databind.util.ClassUtil;

/** Makes records with a constructor's handle of a fixed shape. Jackson's own works its shape out anew for every record, which takes longer than the rest. */
final class RecordInstantiators extends SimpleValueInstantiators {
    private static final long serialVersionUID = 1;

    @Override
    public ValueInstantiator modifyValueInstantiator(DeserializationConfig config, BeanDescription.Supplier type, ValueInstantiator instantiator) {
        boolean isUsual = type.getBeanClass().isRecord() && instantiator.getClass() == StdValueInstantiator.class;
        return isUsual && instantiator.getWithArgsCreator() != null && instantiator.getWithArgsCreator().getMember() instanceof Constructor<?> constructor
                ? new Canonical((StdValueInstantiator) instantiator, handle(constructor))
                : instantiator;
    }

    /** Jackson has made it accessible. */
    private static MethodHandle handle(Constructor<?> constructor) {
        try {
            return MethodHandles.lookup().unreflectConstructor(constructor)
                    .asSpreader(Object[].class, constructor.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(constructor + " is not open to Jackson", closed);
        }
    }

    private static final class Canonical extends StdValueInstantiator {
        private static final long serialVersionUID = 1;

        private final transient MethodHandle constructor;

        Canonical(StdValueInstantiator usual, MethodHandle constructor) {
            super(usual);
            this.constructor = constructor;
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] arguments) {
            try {
                return (Object) constructor.invokeExact(arguments);
            } catch (Exception refused) { // Jackson reports it as for any other type
                return context.handleInstantiationProblem(getValueClass(), arguments, rewrapCtorProblem(context, refused));
            } catch (Throwable error) {
                throw ClassUtil.sneakyThrow(error);
            }
        }
    }
}
