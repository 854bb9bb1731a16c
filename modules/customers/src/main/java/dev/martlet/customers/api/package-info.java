/**
 * What the customers module offers: who a customer is, whether they may order, and what they may still owe. It owns names, addresses, standing
 * and credit; it never knows what was ordered, only that an order holds some credit.
 */
package dev.martlet.customers.api;

