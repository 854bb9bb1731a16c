-- Copies the orders that are there, with all that belongs to them, until there are as many as bench.orders says. The ids of a copy (UUIDv7) begin with an
-- earlier time, so that they differ from all others and are in the order of their time, as those of real orders are.
do $$
declare
    wanted constant bigint := cast(current_setting('bench.orders') as bigint);
    existing bigint;
    span bigint;
    copies int;
    entry record;
    columns text;
    expressions text;
begin
    select
        count(*),
        max(('x' || left(replace(cast(id as text), '-', ''), 12))::bit(48)::bigint)
            - min(('x' || left(replace(cast(id as text), '-', ''), 12))::bit(48)::bigint) + 1000
    into existing, span
    from orders.orders;
    copies := ceil(greatest(wanted - existing, 0) / cast(greatest(existing, 1) as numeric));
    if copies = 0 then
        return;
    end if;
    create function pg_temp.earlier(id uuid, shift bigint) returns uuid
    language sql immutable
    return cast(
        -- The first 48 bits are the time.
        lpad(to_hex((('x' || left(replace(cast(id as text), '-', ''), 12))::bit(48)::bigint - shift) & 281474976710655), 12, '0')
        || substr(replace(cast(id as text), '-', ''), 13) as uuid);
    for entry in
        select t.schema, t.name, t.condition
        from (values
            ('orders', 'orders', 'true'),
            ('payments', 'payments', 'true'),
            ('products', 'reservations', 'true'),
            ('notifications', 'notifications', 'order_id is not null'),
            ('loyalty', 'point_entries', 'true'),
            ('orders', 'idempotency_keys', 'true')) t (schema, name, condition)
    loop
        select
            string_agg(quote_ident(c.column_name), ', ' order by c.ordinal_position),
            string_agg(case
                when c.column_name in ('id', 'order_id', 'event_id', 'payment_id', 'subject') and c.data_type = 'uuid'
                    then 'pg_temp.earlier(r.' || quote_ident(c.column_name) || ', ' || span || ' * n)'
                when c.column_name = 'key' then 'r.key || ''+'' || ' || span || ' * n'
                else 'r.' || quote_ident(c.column_name)
            end, ', ' order by c.ordinal_position)
        into columns, expressions
        from information_schema.columns c
        where c.table_schema = entry.schema
        and c.table_name = entry.name
        and c.is_generated = 'NEVER'
        and c.is_identity = 'NO';
        execute format('insert into %I.%I (%s) select %s from generate_series(%s, 1, -1) n cross join (select * from %I.%I where %s) r',
            entry.schema, entry.name, columns, expressions, copies, entry.schema, entry.name, entry.condition);
    end loop;
    drop function pg_temp.earlier;
end
$$;
