-- The points that each order earned or lost, with at most one entry for each reason.
-- An order that earned no point and one that was cancelled before its confirmation have entries of 0 points. Clients do not see those.
create table point_entries (
    order_id uuid not null,
    reason text not null check (reason in ('ORDER_CONFIRMED', 'ORDER_CANCELLED')),
    customer_id uuid not null,
    points bigint not null check (case reason when 'ORDER_CONFIRMED' then points >= 0 else points <= 0 end),
    created_at timestamptz not null,
    primary key (order_id, reason)
);

create index point_entries_by_customer on point_entries (customer_id, created_at);
