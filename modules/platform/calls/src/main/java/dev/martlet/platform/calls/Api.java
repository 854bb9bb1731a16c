package dev.martlet.platform.calls;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the one interface that a module offers to other modules. Each method takes one record, returns one record or one
 * sealed interface of records, and is declared {@link Safe} or {@link Keyed}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Api {
    /** The offering module's name. */
    String module();
}
