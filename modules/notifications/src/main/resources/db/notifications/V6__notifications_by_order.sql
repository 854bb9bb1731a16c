-- What an order's customer was written.
create index notifications_by_order on notifications (order_id) where order_id is not null;
