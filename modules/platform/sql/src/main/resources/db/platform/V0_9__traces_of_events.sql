-- The span that recorded an event (W3C Trace Context), if its trace is exported. A process of the version before leaves it empty.
alter table outbox add column traceparent text;
alter table failed_events add column traceparent text;

create or replace function record_event(event jsonb) returns bigint
language plpgsql
as $$
declare
    recorded bigint;
begin
    if event is null then
        return null;
    end if;
    insert into outbox (event_id, type, key, occurred_at, payload, traceparent)
    values (
        cast(event ->> 'id' as uuid),
        event ->> 'type',
        event ->> 'key',
        cast(event ->> 'occurredAt' as timestamptz),
        event -> 'payload',
        event ->> 'traceparent'
    )
    returning id into recorded;
    return recorded;
end
$$;
