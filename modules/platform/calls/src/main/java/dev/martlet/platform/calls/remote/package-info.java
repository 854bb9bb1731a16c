/** Calls between processes: one generic client and one generic server for every module, over plain HTTP and JSON. */
package dev.martlet.platform.calls.remote;
