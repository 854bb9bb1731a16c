/** What the console shows: what each process says about itself, gathered from all of them, and what operators do about events. */
package dev.martlet.bootstrap.console;
