-- A process of the version before must not add events to the inbox, or handle some, while they are copied: it waits, then fails and keeps them.
lock table inbox in access exclusive mode;

-- Up to which event of a publisher this module has handled all of them: what succeeds costs a subscriber no row of its own.
-- The numbers are those of the publisher's outbox. The partition is -1 for events that arrive by guarded calls, else one of Kafka's. Room in the page
-- lets an update reuse it.
create table event_positions (
    publisher text not null,
    partition int not null,
    -- Null takes over the position that the publisher's relay names first.
    position bigint,
    -- The event at the position: another event with its number means that the publisher was restored from a backup.
    event_id uuid,
    -- An event of the publisher may be waiting in failed_events, or another transport may have brought events: look before the next batch is handled.
    check_needed boolean not null default true,
    moved_at timestamptz not null default now(),
    primary key (publisher, partition)
) with (fillfactor = 20);

-- Events whose handler failed, and later events of their keys, which wait behind them.
create table failed_events (
    event_id uuid primary key,
    publisher text not null,
    number bigint not null,
    type text not null,
    key text not null,
    occurred_at timestamptz not null,
    -- json, not jsonb: text that jsonb refuses must be kept, too.
    payload json not null,
    status text not null check (status in ('WAITING', 'DONE', 'DEAD')),
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

-- The first waiting event of a key.
create index failed_events_of_key on failed_events (publisher, key, number) where status = 'WAITING';
create index failed_events_due on failed_events (next_attempt_at) where status = 'WAITING';
create index failed_events_done on failed_events (done_at) where status = 'DONE';
-- Kept when a dead event is sent again, so that asking twice finds it twice.
create unique index failed_events_dead on failed_events (dead_id) where dead_id is not null;

-- What the inbox has not finished comes before everything that arrives from now on, in its order: its numbers are lower than any of an outbox.
insert into failed_events
    (event_id, publisher, number, type, key, occurred_at, payload, status, attempts, next_attempt_at, last_error, dead_id, received_at, done_at)
select
    event_id, publisher, seq - 4611686018427387904, type, key, occurred_at, cast(payload as json),
    case status when 'READY' then 'WAITING' else status end,
    attempts, next_attempt_at, last_error, dead_id, received_at, done_at
from inbox
where status <> 'DONE'
or dead_id is not null;

insert into event_positions (publisher, partition)
select distinct publisher, -1
from inbox;

drop function take_events;
drop table inbox;

-- Takes the first due event that is the first of its key, for as long as the lease lasts. The attempt is counted before it is made, so that an event
-- that ends its process is dead in the end. Neither two workers nor two processes take the same event: its row is locked, then no longer due.
--
-- A queue's statistics are always wrong: it was empty when they were taken, or full. Without the settings PostgreSQL would look at every waiting
-- event and sort them, instead of walking along failed_events_due until it has one.
create function take_failed_event(types text[], lease interval) returns setof failed_events
language plpgsql
set enable_seqscan = off
set enable_bitmapscan = off
set enable_sort = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
    return query
    with due as materialized (
        select head.event_id
        from failed_events as head
        where head.status = 'WAITING'
        and head.next_attempt_at <= statement_timestamp()
        and head.type = any(types)
        and head.number = (
            select min(earlier.number)
            from failed_events as earlier
            where earlier.publisher = head.publisher
            and earlier.key = head.key
            and earlier.status = 'WAITING'
        )
        order by head.next_attempt_at
        limit 1
        for update of head skip locked
    )
    update failed_events as taken
    set attempts = taken.attempts + 1, next_attempt_at = statement_timestamp() + lease
    from due
    where taken.event_id = due.event_id
    returning taken.*;
end
$$;
