create table customers (
    id uuid primary key,
    -- ASCII alone, so "C" is exact: lower() then means the same on every server, whatever its locale.
    email text collate "C" not null,
    name text not null,
    active boolean not null,
    limit_amount bigint not null check (limit_amount between 0 and 1000000000000),
    limit_currency text not null,
    -- What the customer's orders hold, in the limit's currency: the sum of their reservations.
    reserved_amount bigint not null default 0 check (reserved_amount between 0 and 1000000000000),
    created_at timestamptz not null,
    updated_at timestamptz not null
)
-- Room for the second version of a row beside the first: reserving credit touches no index.
with (fillfactor = 80);

create unique index customers_by_email on customers (lower(email));

-- What became of an order's wish for credit; one row an order, for ever, so that each repetition is recognised.
--   RESERVED  the order holds the amount
--   REFUSED   it was not covered, and never will be
--   RELEASED  it holds nothing, and never will
-- Only an order that was granted credit has the details. No foreign key: a row outlives its customer.
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
