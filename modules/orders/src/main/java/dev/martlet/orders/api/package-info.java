/**
 * The events of the orders module. No module calls it. It owns orders and the saga that places and cancels them; it never changes stock, money or credit
 * itself.
 */
package dev.martlet.orders.api;
