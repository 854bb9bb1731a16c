package dev.martlet.bootstrap.contract;

/** Who reads it: a request is read by the module that offers it, a response (and an event) by everybody else. */
enum Direction { REQUEST, RESPONSE }
