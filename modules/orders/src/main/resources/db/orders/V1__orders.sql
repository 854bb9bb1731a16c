-- One row an order. What it asks for never changes; its status only moves on.
create table orders (
    id uuid primary key,
    customer_id uuid not null,
    -- [{"productId", "quantity", "name", "unitPrice": {"amount", "currency"}}]; name and unitPrice are null until the stock is reserved.
    lines jsonb not null,
    status text not null check (status in ('PENDING', 'REJECTING', 'CONFIRMED', 'REJECTED', 'CANCELLING', 'CANCELLED')),
    reason text,
    -- The products that it is rejected for.
    reason_products jsonb not null default '[]',
    payment_method text not null check (payment_method in ('CARD', 'CREDIT')),
    -- Kept only while the order may still have to be charged.
    payment_token text check (payment_token is null or status = 'PENDING'),
    payment_id uuid,
    payment_status text check (payment_status in ('AUTHORIZED', 'CAPTURED', 'DECLINED', 'CANCELLED', 'REFUNDED')),
    attempts int not null default 0,
    -- When somebody may take it to its end; nobody needs to once it is final.
    retry_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((reason is not null) = (status in ('REJECTING', 'REJECTED'))),
    check ((retry_at is null) = (status in ('CONFIRMED', 'REJECTED', 'CANCELLED')))
);

create index orders_by_customer on orders (customer_id, id);

create index orders_by_status on orders (status, id);

create index orders_unfinished on orders (retry_at) where retry_at is not null;
