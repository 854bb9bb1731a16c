-- The id of a customer who registered itself comes from its token and says nothing about the order of registration.
-- Null for the older ones: their ids do.
alter table customers add column list_position uuid;
create index customers_by_position on customers (coalesce(list_position, id));
