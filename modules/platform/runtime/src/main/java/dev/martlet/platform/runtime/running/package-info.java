/** A module that runs: what it was given, and what it has opened. */
package dev.martlet.platform.runtime.running;
