create table customers (
    id uuid primary key,
    -- Only ASCII, so "C" is exact: lower() has the same result on every server, with any locale.
    email text collate "C" not null,
    name text not null,
    active boolean not null,
    limit_amount bigint not null check (limit_amount between 0 and 1000000000000),
    limit_currency text not null,
    -- The credit that orders hold, in the limit's currency: the sum of the RESERVED reservations.
    reserved_amount bigint not null default 0 check (reserved_amount between 0 and 1000000000000),
    created_at timestamptz not null,
    updated_at timestamptz not null
)
-- Space for a second version of each row on its page (heap-only tuples): reserving credit updates no index.
with (fillfactor = 80);

create unique index customers_by_email on customers (lower(email));

-- One row for each order, for ever, so that repetitions are recognised.
--   RESERVED  the order holds the amount
--   REFUSED   the available credit did not cover the amount; final until RELEASED
--   RELEASED  the order holds nothing, and never will
-- Only an order whose credit was reserved has a customer and an amount. No foreign key: a row outlives its customer.
create table credit_reservations (
    order_id uuid primary key,
    customer_id uuid,
    amount bigint check (amount between 0 and 1000000000000),
    currency text,
    status text not null check (status in ('RESERVED', 'REFUSED', 'RELEASED')),
    check (num_nulls(customer_id, amount, currency) = 0 and status <> 'REFUSED'
        or num_nulls(customer_id, amount, currency) = 3 and status <> 'RESERVED')
)
with (fillfactor = 80);
