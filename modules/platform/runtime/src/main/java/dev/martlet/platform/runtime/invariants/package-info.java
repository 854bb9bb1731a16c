/** What must hold in a module's tables and between those of two modules, as modules declare it for the command {@code check}. */
package dev.martlet.platform.runtime.invariants;
