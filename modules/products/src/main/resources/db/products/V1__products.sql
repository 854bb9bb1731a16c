-- What can be bought, at which price, and how much of it there is. Room in each page (fillfactor) keeps the changes of the counters from touching the
-- indexes.
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

-- What operators added to the stock or took out of it, with what was there afterwards. Only ever looked up by product.
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

-- One row for each order that ever held stock or was told that it never will: a row that says RELEASED refuses every later reservation.
create table reservations (
    order_id uuid primary key,
    status text not null check (status in ('RESERVED', 'CONFIRMED', 'RELEASED')),
    created_at timestamptz not null,
    updated_at timestamptz not null
) with (fillfactor = 70);

-- What an order holds, named and priced as when it was reserved. The primary key refuses a product twice. No foreign key to products: they are never
-- deleted, and it would look up each of them once more while their locks are held.
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
