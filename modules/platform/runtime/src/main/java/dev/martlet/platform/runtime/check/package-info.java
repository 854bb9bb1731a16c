/** Compares what the modules of a shop have recorded: the command {@code check}. */
package dev.martlet.platform.runtime.check;
