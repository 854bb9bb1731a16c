/** What a split of the modules would cost: computed from what this shop does now, and from the measured cost of a call between processes. */
package dev.martlet.bootstrap.advice;
