-- The first stock of a product is its first adjustment, with the product's own id: what is there is then the sum of the adjustments less what orders have
-- taken. By a trigger, so that a process of the version before records it, too.
create function record_first_stock() returns trigger
language plpgsql
as $$
begin
    insert into stock_adjustments (product_id, id, delta, reason, available_after, reserved_after, created_at)
    values (new.id, new.id, new.available, 'First stock', new.available, 0, new.created_at);
    return new;
end
$$;

create trigger products_first_stock
after insert on products
for each row
when (new.available <> 0)
execute function record_first_stock();
