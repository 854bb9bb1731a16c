-- The answer that created a customer is erased with the customer.
create index idempotency_keys_by_resource on idempotency_keys ((coalesce(headers ->> 'Location', path)));
