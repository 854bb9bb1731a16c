create table samples (
    id uuid primary key,
    customer_id uuid not null,
    text text not null,
    created_at timestamptz not null
);

create index samples_by_customer on samples (customer_id, id);

-- The answer that added a sample is erased with its customer.
create index idempotency_keys_by_resource on idempotency_keys ((coalesce(headers ->> 'Location', path)));
