-- Answers that show a customer's address are erased with it.
create index idempotency_keys_by_resource on idempotency_keys ((coalesce(headers ->> 'Location', path)));
