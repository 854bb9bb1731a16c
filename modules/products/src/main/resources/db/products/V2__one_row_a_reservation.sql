-- The lines of a reservation are arrays in its row, in the order of the requested items: one row and one index entry an order, however many items it has.
-- A reservation has one currency. A process of the version before cannot reserve, confirm or release any more, because its table is gone: it must not, as it
-- would not see the lines.
alter table reservations
    add column product_ids uuid[] not null default '{}',
    add column quantities int[] not null default '{}',
    add column names text[] not null default '{}',
    add column unit_prices bigint[] not null default '{}',
    add column currency text;

update reservations r
set product_ids = l.product_ids, quantities = l.quantities, names = l.names, unit_prices = l.unit_prices, currency = l.currency
from (
    select order_id,
        array_agg(product_id order by position) as product_ids,
        array_agg(cast(quantity as int) order by position) as quantities,
        array_agg(name order by position) as names,
        array_agg(unit_price_amount order by position) as unit_prices,
        min(unit_price_currency) as currency
    from reservation_lines
    group by order_id
) l
where l.order_id = r.order_id;

alter table reservations
    alter column product_ids drop default,
    alter column quantities drop default,
    alter column names drop default,
    alter column unit_prices drop default,
    add constraint reservations_have_whole_lines check (
        cardinality(product_ids) = cardinality(quantities)
        and cardinality(product_ids) = cardinality(names)
        and cardinality(product_ids) = cardinality(unit_prices)
        and (currency is not null) = (cardinality(product_ids) > 0));

drop table reservation_lines;
