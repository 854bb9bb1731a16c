-- The least that an order needs: the same tables, ids (uuid) and indexes that serve the reads, no foreign key, no checks.
-- Customers and products have the ids 00000000-0000-7000-8000-<number in 12 hex digits>, number 1 … 1000.
set client_min_messages = warning;
drop schema if exists customers, products, orders, payments cascade;

create schema customers;
create table customers.customers (
  id uuid primary key, email text not null, name text not null, active boolean not null,
  credit_limit bigint not null, credit_reserved bigint not null, credit_currency text not null,
  created_at timestamptz not null, updated_at timestamptz not null
);

create schema products;
create table products.products (
  id uuid primary key, sku text, name text not null, description text, price_amount bigint not null, price_currency text not null,
  available bigint not null, reserved bigint not null, created_at timestamptz not null, updated_at timestamptz not null
) with (fillfactor = 50);

create schema orders;
create sequence orders.ids cache 1000;
create table orders.orders (
  id uuid primary key default ('01900000-0000-7000-8000-' || lpad(to_hex(nextval('orders.ids')), 12, '0'))::uuid,
  customer_id uuid not null, status text not null, total_amount bigint not null, total_currency text not null,
  payment_method text not null, payment_status text, created_at timestamptz not null, updated_at timestamptz not null
) with (fillfactor = 80);
create index orders_by_customer on orders.orders (customer_id, id);
create table orders.order_items (
  order_id uuid not null, line int not null, product_id uuid not null, name text not null, quantity bigint not null,
  unit_price bigint not null, primary key (order_id, line)
);
create table orders.outbox (
  id bigint generated always as identity (cache 1000) primary key, type text not null, key uuid not null,
  payload text not null, occurred_at timestamptz not null
);

create schema payments;
create table payments.payments (
  order_id uuid primary key, customer_id uuid not null, amount bigint not null, currency text not null, method text not null,
  status text not null, created_at timestamptz not null, updated_at timestamptz not null
);

insert into customers.customers
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'customer-' || n || '@example.org', 'Customer ' || n, true,
       1000000000000, 0, 'EUR', now(), now()
from generate_series(1, 1000) n;

insert into products.products
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'sku-' || n, 'Product ' || n, 'A thing of the benchmark',
       100 + n % 900, 'EUR', 1000000000, 0, now(), now()
from generate_series(1, 1000) n;

analyze customers.customers, products.products;
