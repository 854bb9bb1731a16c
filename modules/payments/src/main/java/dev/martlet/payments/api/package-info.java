/**
 * What the payments module offers: charging an order once and taking it back. It owns payments and the gateway; it never knows what was bought.
 */
package dev.martlet.payments.api;
