/**
 * The API of customers: whether a customer may place orders, and credit reservations for orders. The module owns the names, addresses, standing and
 * credit of customers. It never knows what an order contains, only which credit the order holds.
 */
package dev.martlet.customers.api;
