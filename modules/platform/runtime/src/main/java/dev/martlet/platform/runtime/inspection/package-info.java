/** What a module shows an operator of its records, and what an operator may do with one. */
package dev.martlet.platform.runtime.inspection;
