package dev.martlet.customers.application;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.events.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Customers in memory, and the events of their changes. A transaction whose work throws is rolled back. */
final class InMemoryCustomers implements Customers, ActiveCustomers {
    private final Map<UUID, Customer> rows = new LinkedHashMap<>();
    private final List<Event<?>> events = new ArrayList<>();

    @Override
    public <T> T transaction(Function<Customers, T> work) {
        var rowsBefore = new LinkedHashMap<>(rows);
        var eventsBefore = List.copyOf(events);
        try {
            return work.apply(this);
        } catch (RuntimeException failure) {
            rows.clear();
            rows.putAll(rowsBefore);
            events.clear();
            events.addAll(eventsBefore);
            throw failure;
        }
    }

    @Override
    public boolean add(Customer customer, UUID position, Event<CustomerRegistered> event) {
        boolean free = !exists(customer.id()) && !isEmailTaken(customer);
        if (free) {
            rows.put(customer.id(), customer);
            events.add(event);
        }
        return free;
    }

    @Override
    public boolean exists(UUID id) {
        return rows.containsKey(id);
    }

    @Override
    public Optional<Customer> lock(UUID id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public void update(Customer customer, Event<CustomerChanged> event) {
        if (isEmailTaken(customer)) {
            throw new EmailTaken(null);
        }
        if (rows.replace(customer.id(), customer) != null) {
            events.add(event);
        }
    }

    @Override
    public void delete(UUID id, Event<CustomerDeleted> event) {
        if (rows.remove(id) != null) {
            events.add(event);
        }
    }

    @Override
    public Optional<Boolean> isActive(UUID id) {
        return lock(id).map(Customer::active);
    }

    List<Customer> all() {
        return List.copyOf(rows.values());
    }

    /** The recorded events, oldest first. */
    List<Event<?>> events() {
        return List.copyOf(events);
    }

    Customer get(UUID id) {
        return lock(id).orElseThrow();
    }

    /** Stores a customer as it is, without an event. */
    void put(Customer customer) {
        rows.put(customer.id(), customer);
    }

    private boolean isEmailTaken(Customer customer) {
        return rows.values().stream().anyMatch(row -> !row.id().equals(customer.id()) && row.email().equalsIgnoreCase(customer.email()));
    }
}
