-- Nearly all orders are confirmed. Lists of them follow the primary key; the other statuses are rare and have an index of their own.
drop index orders_by_status;
create index orders_by_status on orders (status, id) where status <> 'CONFIRMED';
