-- Events that this module publishes: written with the change that they tell of, read in the order of their ids.
-- The identity's sequence must keep its cache of 1: the relay relies on ids being given in order.
create table outbox (
    id bigint generated always as identity primary key,
    event_id uuid not null,
    type text not null,
    key text not null,
    occurred_at timestamptz not null,
    payload jsonb not null
) with (
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.02,
    autovacuum_analyze_threshold = 1000
);

-- The last id that each subscriber has for good. Room in the page lets an update reuse it.
create table outbox_positions (
    subscriber text primary key,
    position bigint not null,
    moved_at timestamptz not null default now()
) with (fillfactor = 20);

-- Events of other modules that this one handles, each once.
create table inbox (
    seq bigint generated always as identity primary key,
    event_id uuid not null unique,
    publisher text not null,
    type text not null,
    key text not null,
    occurred_at timestamptz not null,
    payload jsonb not null,
    status text not null default 'READY' check (status in ('READY', 'DONE', 'DEAD')),
    attempts int not null default 0,
    next_attempt_at timestamptz not null default now(),
    last_error text,
    dead_id uuid,
    received_at timestamptz not null default now(),
    done_at timestamptz
) with (
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.02,
    autovacuum_analyze_threshold = 1000
);

-- The first unfinished event of a key.
create index inbox_heads on inbox (key, seq) where status = 'READY';
create index inbox_due on inbox (next_attempt_at) where status = 'READY';
create index inbox_done on inbox (done_at) where status = 'DONE';
-- Kept when a dead letter is sent again, so that asking twice finds it twice.
create unique index inbox_dead on inbox (dead_id) where dead_id is not null;

-- Records an event given as its envelope. A null event records nothing. PL/pgSQL, because it keeps the plan.
create function record_event(event jsonb) returns bigint
language plpgsql
as $$
declare
    recorded bigint;
begin
    if event is null then
        return null;
    end if;
    insert into outbox (event_id, type, key, occurred_at, payload)
    values (
        cast(event ->> 'id' as uuid),
        event ->> 'type',
        event ->> 'key',
        cast(event ->> 'occurredAt' as timestamptz),
        event -> 'payload'
    )
    returning id into recorded;
    return recorded;
end
$$;
