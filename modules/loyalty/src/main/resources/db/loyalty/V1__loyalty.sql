-- What each order did to its customer's points, at most once for each reason.
-- An order too small to earn any, and one that was cancelled before it was confirmed, have entries of 0 points, which nobody is shown.
create table point_entries (
    order_id uuid not null,
    reason text not null check (reason in ('ORDER_CONFIRMED', 'ORDER_CANCELLED')),
    customer_id uuid not null,
    points bigint not null check (case reason when 'ORDER_CONFIRMED' then points >= 0 else points <= 0 end),
    created_at timestamptz not null,
    primary key (order_id, reason)
);

create index point_entries_by_customer on point_entries (customer_id, created_at);
