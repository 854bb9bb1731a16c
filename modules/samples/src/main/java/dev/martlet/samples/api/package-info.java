/** The API of samples: how many a customer has. The module owns the samples. It never knows which customers exist. */
package dev.martlet.samples.api;
