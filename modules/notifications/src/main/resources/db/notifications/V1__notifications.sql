-- Who to write to: the module's own copy of what customers has told. A deleted customer stays as an empty row.
create table recipients (
    customer_id uuid primary key,
    email text not null,
    name text not null,
    deleted boolean not null default false,
    -- When the newest event that it was made from occurred.
    as_of timestamptz not null
);

create table notifications (
    id uuid primary key,
    event_id uuid not null unique,
    customer_id uuid not null,
    order_id uuid,
    type text not null check (type in ('WELCOME', 'ORDER_CONFIRMED', 'ORDER_REJECTED', 'ORDER_CANCELLED')),
    subject text not null,
    text text not null,
    -- Where it was sent; until then it goes to wherever the customer is reached.
    recipient text,
    status text not null check (status in ('QUEUED', 'SENT', 'FAILED')),
    attempts int not null default 0,
    -- Not to be sent before this; while it is being sent, the end of the sender's lease.
    send_after timestamptz not null,
    created_at timestamptz not null,
    sent_at timestamptz,
    check ((status = 'SENT') = (sent_at is not null))
);

create index notifications_of_customer on notifications (customer_id, id);
create index notifications_due on notifications (send_after) where status = 'QUEUED';
