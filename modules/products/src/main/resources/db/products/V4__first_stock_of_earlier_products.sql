-- For products that were there before: what must have been there first. One statement sees one state; a product that is added beside it has its row.
insert into stock_adjustments (product_id, id, delta, reason, available_after, reserved_after, created_at)
select id, id, pieces, 'First stock', pieces, 0, created_at
from (
    select
        p.id, p.created_at,
        p.available + p.reserved + coalesce(sold.pieces, 0) - coalesce(adjusted.pieces, 0) as pieces
    from products as p
    left join (
        select line.product_id, sum(line.quantity) as pieces
        from reservations as r
        cross join unnest(r.product_ids, r.quantities) as line (product_id, quantity)
        where r.status = 'CONFIRMED'
        group by line.product_id
    ) as sold on sold.product_id = p.id
    left join (
        select product_id, sum(delta) as pieces
        from stock_adjustments
        group by product_id
    ) as adjusted on adjusted.product_id = p.id
) as first
where pieces <> 0
on conflict do nothing;
