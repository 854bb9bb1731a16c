-- The catalogue with its prices and stock counters. The fillfactor leaves space in each page, so that changes of the counters do not update the indexes
-- (HOT updates).
create table products (
    id uuid primary key,
    sku text,
    name text not null,
    description text,
    price_amount bigint not null,
    price_currency text not null,
    available bigint not null,
    reserved bigint not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint products_sku_taken unique (sku),
    constraint products_cost_something check (price_amount >= 1),
    constraint products_never_oversold check (available >= 0),
    constraint products_reserved_is_counted check (reserved >= 0)
) with (fillfactor = 70);

-- The changes of the stock by operators, with the stock after each. Always read by product.
create table stock_adjustments (
    product_id uuid not null references products (id),
    id uuid not null,
    delta bigint not null check (delta <> 0),
    reason text not null,
    available_after bigint not null,
    reserved_after bigint not null,
    created_at timestamptz not null,
    primary key (product_id, id)
);

-- One row for each order that reserved stock or was released before: a RELEASED row prevents every later reservation.
create table reservations (
    order_id uuid primary key,
    status text not null check (status in ('RESERVED', 'CONFIRMED', 'RELEASED')),
    created_at timestamptz not null,
    updated_at timestamptz not null
) with (fillfactor = 70);

-- The items of a reservation, with name and price at the time of the reservation. The primary key prevents a product twice. No foreign key to products: they
-- are never deleted, and the key would read each of them once more while they are locked.
create table reservation_lines (
    order_id uuid not null references reservations (order_id),
    product_id uuid not null,
    position int not null,
    name text not null,
    quantity bigint not null check (quantity > 0),
    unit_price_amount bigint not null,
    unit_price_currency text not null,
    primary key (order_id, product_id)
);
