/**
 * The API of products: reservations of stock for orders. The module owns the catalogue with its prices, the stock and its adjustments, and the reservations.
 * It never knows customers or payments.
 */
package dev.martlet.products.api;
