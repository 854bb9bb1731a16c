/**
 * What the orders module tells others: its events. No module calls it. It owns orders and the saga that places and cancels them; it never
 * touches stock, money or credit itself.
 */
package dev.martlet.orders.api;

