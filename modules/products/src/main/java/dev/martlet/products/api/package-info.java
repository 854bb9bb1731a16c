/**
 * What the products module offers: what can be bought at which price, and holding stock for an order. It owns the catalogue and the stock; it never
 * knows who orders or how it is paid.
 */
package dev.martlet.products.api;

