/** What each module says to others, as text with a hash, so that processes of different versions notice each other. */
package dev.martlet.platform.calls.contract;
