-- One row an order: its payment, or (all details null) the mark that it was cancelled before it was charged.
create table payments (
    id uuid primary key,
    order_id uuid not null unique,
    customer_id uuid,
    due_amount bigint check (due_amount between 0 and 1000000000000),
    due_currency text,
    method text check (method in ('CARD', 'CREDIT')),
    state text not null check (state in ('AUTHORIZED', 'CAPTURED', 'DECLINED', 'CANCELLING', 'REFUNDING', 'CANCELLED', 'REFUNDED')),
    -- While it is being undone: when somebody was last asked to give the money back.
    asked_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (num_nulls(customer_id, due_amount, due_currency, method) = 0
        or num_nulls(customer_id, due_amount, due_currency, method) = 4 and state = 'CANCELLED'),
    check ((asked_at is not null) = (state in ('CANCELLING', 'REFUNDING')))
)
-- Room for the second version of a row beside the first, so that settling a payment touches no index.
with (fillfactor = 70);

create index payments_being_undone on payments (asked_at) where asked_at is not null;
