-- Takes events and completes them at once: the handlers run in the same transaction, so what fails rolls the completion back as well.
--
-- Why this keeps the order of a key under READ COMMITTED, with any number of workers and processes:
-- - Only a key's first unfinished event is a candidate, by the statement's snapshot. While another worker has it (locked, not committed)
--   it is still READY in that snapshot: it is skipped, and its followers are no candidates.
-- - A candidate that another worker finished or put off between the snapshot and the lock is looked at again in its newest version, where
--   its status or next_attempt_at no longer fits: it is dropped. Its follower becomes a candidate only in a later snapshot, which then shows
--   all that its handler did.
-- - An earlier event of the key cannot appear later: one relay at a time adds a publisher's events, in order, and a repeated batch waits at
--   the unique event_id for the first one's commit. Only a dead letter that is sent again comes after its followers.
--
-- statement_timestamp, not now(): in a transaction that began earlier the newest events would lie in the future.
-- A queue's statistics are always wrong: it was empty when they were taken, or full. Without the settings PostgreSQL would look at every
-- waiting event and sort them (a second for 100,000), instead of walking along inbox_due until it has enough (milliseconds).
create function take_events(types text[], others bigint[], most int) returns setof inbox
language plpgsql
set enable_seqscan = off
set enable_bitmapscan = off
set enable_sort = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
    return query
    with taken as materialized (
        select head.seq
        from inbox as head
        where head.status = 'READY'
        and head.next_attempt_at <= statement_timestamp()
        and head.type = any(types)
        and head.seq <> all(others)
        and head.seq = (
            select min(earlier.seq)
            from inbox as earlier
            where earlier.key = head.key
            and earlier.status = 'READY'
        )
        order by head.next_attempt_at
        limit most
        for update of head skip locked
    )
    update inbox
    set status = 'DONE', done_at = now()
    from taken
    where inbox.seq = taken.seq
    returning inbox.*;
end
$$;
