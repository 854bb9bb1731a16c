-- name: customers.add
with added as (
    insert into customers (id, list_position, email, name, active, limit_amount, limit_currency, created_at, updated_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict do nothing
    returning id
)
select record_event(?)
from added

-- name: customers.are-active
select id, active
from customers
where id = any (cast((select ?) as uuid[]))

-- name: customers.delete
with deleted as (
    delete from customers
    where id = ?
    returning id
)
select record_event(?)
from deleted

-- name: customers.find
select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
from customers
where id = ?

-- name: customers.find-by-email
select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
from customers
where lower(email) = lower(? collate "C")

-- name: customers.find-credit-reservation
select status
from credit_reservations
where order_id = ?

-- name: customers.list
select coalesce(list_position, id) as position, id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
from customers
where coalesce(list_position, id) < ?
order by coalesce(list_position, id) desc
limit ?

-- name: customers.lock
select id, email, name, active, limit_amount, limit_currency, reserved_amount, created_at, updated_at
from customers
where id = ?
for update

-- name: customers.release-credit
with customer as (
    select c.id, c.reserved_amount
    from credit_reservations r
    join customers c on c.id = r.customer_id
    where r.order_id = ?
    for update of c
),
released as (
    update credit_reservations
    set status = 'RELEASED'
    where order_id = ?
        and status <> 'RELEASED'
        and (select count(*) from customer) >= 0
    returning amount
),
marked as (
    insert into credit_reservations (order_id, status)
    select cast(? as uuid), 'RELEASED'
    where not exists (select from credit_reservations where order_id = ?)
    on conflict do nothing
    returning order_id
),
given_back as (
    update customers
    set reserved_amount = customer.reserved_amount - released.amount
    from released, customer
    where customers.id = customer.id
)
select exists (select from released)
    or exists (select from marked)
    or exists (select from credit_reservations where order_id = ? and status = 'RELEASED') as released

-- name: customers.reserve-credit
with wanted as (
    select order_id, customer_id, amount, currency
    from unnest(
        (select cast(? as uuid[])), (select cast(? as uuid[])),
        (select cast(? as bigint[])), (select cast(? as text[]))
    ) with ordinality as wanted (order_id, customer_id, amount, currency, n)
    where n = n + 0
),
customer as (
    select c.id, c.reserved_amount, w.order_id, w.amount, w.currency,
        c.limit_currency = w.currency and c.limit_amount - c.reserved_amount >= w.amount as covers
    from wanted w
    join customers c on c.id = w.customer_id
    order by c.id
    for update of c
),
decided as (
    insert into credit_reservations (order_id, customer_id, amount, currency, status)
    select
        order_id,
        case when covers then id end,
        case when covers then amount end,
        case when covers then currency end,
        case when covers then 'RESERVED' else 'REFUSED' end
    from customer
    on conflict (order_id) do nothing
    returning order_id, customer_id, amount, status
),
charged as (
    update customers
    set reserved_amount = customer.reserved_amount + decided.amount
    from decided
    join customer on customer.id = decided.customer_id
    where customers.id = decided.customer_id
)
select order_id, status
from decided
union all
select r.order_id, r.status
from wanted w
join credit_reservations r on r.order_id = w.order_id

-- name: customers.update
with updated as (
    update customers
    set email = ?, name = ?, active = ?, limit_amount = ?, limit_currency = ?,
        updated_at = ?
    where id = ?
    returning id
)
select record_event(?)
from updated

-- name: events.add-failed
insert into failed_events
    (event_id, publisher, number, type, key, occurred_at, payload, status, attempts, next_attempt_at, last_error, dead_id)
values (
    ?, ?, ?, ?, ?, ?, ?, ?, ?,
    statement_timestamp() + ? * interval '1 millisecond', ?, ?
)
on conflict (event_id) do nothing

-- name: events.advance
update event_positions
set position = ?, event_id = ?, moved_at = now()
where publisher = ?
and partition = ?
and position between ? and ?
and not check_needed

-- name: events.any-earlier-failed
select number
from failed_events
where publisher = ?
and key = ?
and number < ?
and status = 'WAITING'
limit 1

-- name: events.any-waiting
select publisher
from failed_events
where publisher = ?
and status = 'WAITING'
limit 1

-- name: events.check-before-retry
update event_positions
set check_needed = true
where publisher = (select publisher from failed_events where dead_id = ?)

-- name: events.check-calls
update event_positions
set check_needed = true
where publisher = ?
and partition = -1

-- name: events.complete-failed
with completed as (
    delete from failed_events
    where event_id = ?
    and dead_id is null
)
update failed_events
set status = 'DONE', done_at = now()
where event_id = ?
and dead_id is not null

-- name: events.count-failed
select
    count(*) as waiting,
    cast(extract(epoch from clock_timestamp() - min(received_at)) * 1000 as bigint) as oldest_ms,
    count(*) filter (where attempts > 0) as failed,
    (select count(*) from (select from failed_events where dead_id is not null and status = 'DEAD' limit ?) as parked) as dead
from (select received_at, attempts from failed_events where status = 'WAITING' limit ?) as waiting

-- name: events.count-outbox
select
    subscriber,
    (select count(*) from (select from outbox where id > reached.position limit ?) as behind) as waiting,
    (
        select cast(extract(epoch from clock_timestamp() - occurred_at) * 1000 as bigint)
        from outbox
        where id > reached.position
        order by id
        limit 1
    ) as oldest_ms,
    0 as failed,
    0 as dead
from unnest(cast(? as text[])) as known (subscriber)
left join outbox_positions using (subscriber)
cross join lateral (select coalesce(position, 0) as position) as reached

-- name: events.delete-delivered
delete from outbox
where id in (
    select id
    from (
        select id, occurred_at
        from outbox
        where id <= (
            select coalesce(min(coalesce(position, 0)), 9223372036854775807)
            from unnest(cast(? as text[])) as known (subscriber)
            left join outbox_positions using (subscriber)
        )
        order by id
        limit ?
        for update skip locked
    ) as oldest
    where occurred_at < now() - ? * interval '1 millisecond'
)

-- name: events.delete-handled
delete from failed_events
where event_id in (
    select event_id
    from failed_events
    where status = 'DONE'
    and done_at < now() - ? * interval '1 millisecond'
    order by done_at
    limit ?
    for update skip locked
)

-- name: events.drop-dead
with known as (
    select event_id, status
    from failed_events
    where dead_id = ?
    for update
),
dropped as (
    update failed_events
    set status = 'DONE', done_at = now()
    from known
    where failed_events.event_id = known.event_id
    and known.status = 'DEAD'
)
select true as known from known

-- name: events.erase-failed
update failed_events as failed
set payload = '{}', last_error = null, status = 'DONE', done_at = coalesce(failed.done_at, now())
from unnest(cast(? as text[]), cast(? as bigint[])) as last (key, number)
where failed.publisher = ?
and failed.key = last.key
and failed.number < last.number
and failed.status <> 'WAITING'

-- name: events.find-in-outbox
select
    (select event_id from outbox where id = ?) as event_id,
    (select min(id) from outbox) as oldest,
    (select case when is_called then last_value else 0 end from outbox_id_seq) as newest

-- name: events.fold-partitions
with partitions as (
    delete from event_positions
    where publisher = ?
    and partition >= 0
    returning position, event_id
),
furthest as (
    select position, event_id
    from partitions
    order by position desc
    limit 1
)
update event_positions as calls
set position = furthest.position, event_id = furthest.event_id
from furthest
where calls.publisher = ?
and calls.partition = -1
and coalesce(calls.position, -1) < furthest.position

-- name: events.give-back-failed
update failed_events
set attempts = attempts - 1, next_attempt_at = statement_timestamp()
where event_id = ?

-- name: events.lead
select case
    when pg_is_in_recovery() then false
    else pg_try_advisory_lock(hashtextextended('martlet relays ' || ?, 0))
end as leads

-- name: events.list-dead
select dead_id as id, publisher, event_id, type, key, payload, attempts, last_error, occurred_at, received_at
from failed_events
where dead_id < ?
and status = 'DEAD'
order by dead_id desc
limit ?

-- name: events.list-waiting-keys
select distinct key
from failed_events
where publisher = ?
and key = any(?)
and status = 'WAITING'

-- name: events.list-writers
select distinct virtualtransaction
from pg_locks
where locktype = 'relation'
and database = (select oid from pg_database where datname = current_database())
and relation = cast('outbox' as regclass)
and mode = 'RowExclusiveLock'
and granted

-- name: events.lock-failed
select event_id
from failed_events
where event_id = ?
and attempts = ?
and status = 'WAITING'
for update

-- name: events.lock-position
select coalesce(position, -1) as position, event_id
from event_positions
where publisher = ?
and partition = ?
for update

-- name: events.move
insert into outbox_positions (subscriber, position)
values (?, ?)
on conflict (subscriber) do update
set position = excluded.position, moved_at = now()

-- name: events.move-position
update event_positions
set position = ?, event_id = ?, check_needed = ?, moved_at = now()
where publisher = ?
and partition = ?

-- name: events.notify
select pg_notify(?, '')

-- name: events.open-position
insert into event_positions (publisher, partition, position, event_id)
select
    ?, cast(? as int),
    coalesce((select position from event_positions where publisher = ? and partition = -1), 0),
    (select event_id from event_positions where publisher = ? and partition = -1)
on conflict do nothing

-- name: events.park
update failed_events
set last_error = ?, status = 'DEAD', dead_id = coalesce(dead_id, ?)
where event_id = ?
and attempts = ?
and status = 'WAITING'

-- name: events.prepare-session
set synchronous_commit to off;
set idle_session_timeout to 8000

-- name: events.read-outbox
select id, event_id, type, key, occurred_at, payload
from (
    select *, octet_length(payload) as bytes, sum(octet_length(payload)) over (order by id) as bytes_so_far
    from (
        select id, event_id, type, key, occurred_at, cast(payload as text) as payload
        from outbox
        where id > ?
        order by id
        limit ?
    ) as oldest
) as measured
where bytes_so_far <= ? or bytes_so_far = bytes
order by id

-- name: events.read-position
select coalesce(
    (select position from outbox_positions where subscriber = ?),
    (
        select min(coalesce(position, 0))
        from unnest(cast(? as text[])) as known (subscriber)
        left join outbox_positions using (subscriber)
    ),
    0
) as position

-- name: events.record
select record_event(?)

-- name: events.retry-dead
with followers as (
    select follower.event_id
    from failed_events as dead
    join failed_events as follower on follower.publisher = dead.publisher and follower.key = dead.key and follower.status = 'WAITING'
    where dead.dead_id = ?
    for update of follower
),
known as (
    select event_id, status
    from failed_events
    where dead_id = ?
    for update
),
revived as (
    update failed_events
    set status = 'WAITING', attempts = 0, next_attempt_at = now()
    from known
    where failed_events.event_id = known.event_id
    and known.status = 'DEAD'
    and (select count(*) from followers) >= 0
)
select true as known from known

-- name: events.retry-later
update failed_events
set last_error = ?, next_attempt_at = statement_timestamp() + ? * interval '1 millisecond'
where event_id = ?
and attempts = ?
and status = 'WAITING'

-- name: events.take-failed
select event_id, publisher, number, type, key, occurred_at, payload, attempts
from take_failed_event(?, ? * interval '1 millisecond')

-- name: idempotency.claim
with limited as materialized (
    select set_config('lock_timeout', coalesce(?, current_setting('lock_timeout')), true)
),
claim as materialized (
    select caller, path, key, request_hash, subject, n
    from limited, unnest(
        cast(? as text[]), cast(? as text[]), cast(? as text[]),
        cast(? as text[]), cast(? as uuid[])
    ) with ordinality as given (caller, path, key, request_hash, subject, n)
),
claimed as (
    insert into idempotency_keys as kept (caller, path, key, request_hash, subject)
    select caller, path, key, request_hash, subject
    from claim
    where key is not null
    order by caller, path, key
    on conflict (caller, path, key) do update
    set
        request_hash = excluded.request_hash,
        subject = excluded.subject,
        status = case when kept.created_at >= now() - interval '24 hours' then kept.status end,
        headers = case when kept.created_at >= now() - interval '24 hours' then kept.headers end,
        body = case when kept.created_at >= now() - interval '24 hours' then kept.body end,
        created_at = now()
    where kept.created_at < now() - interval '24 hours'
    
    returning caller, path, key
),
granted as (
    select n
    from claim
    where key is null
    or (caller, path, key) in (select caller, path, key from claimed)
)
select n
from granted

-- name: idempotency.erase
update idempotency_keys
set status = ?, headers = cast(? as jsonb), body = ?
where coalesce(headers ->> 'Location', path) = any(cast((select ?) as text[]))
and status is not null

-- name: idempotency.find
select request_hash, subject, status, headers, body, created_at
from idempotency_keys
where caller = ?
and path = ?
and key = ?

-- name: idempotency.forget
with old as materialized (
    select caller, path, key
    from idempotency_keys
    where created_at < now() - interval '24 hours'
    order by created_at
    limit ?
    for update skip locked
)
delete from idempotency_keys as kept
using old
where kept.caller = old.caller
and kept.path = old.path
and kept.key = old.key

-- name: idempotency.is-claimed
select true as claimed
from idempotency_keys
where caller = ?
and path = ?
and key = ?
and created_at >= now() - interval '24 hours'

-- name: idempotency.keep
with changed as (
    select cast(1 as bigint) as n
),
answered as (
    insert into idempotency_keys as kept (caller, path, key, request_hash, status, headers, body)
    select caller, path, key, request_hash, status, headers, body
    from unnest(
        cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
        cast(? as int[]), cast(? as jsonb[]), cast(? as text[])
    ) with ordinality as answer (caller, path, key, request_hash, status, headers, body, n)
    where key is not null
    and n = any(array(select n from changed))
    order by caller, path, key
    on conflict (caller, path, key) do update
    set
        status = excluded.status,
        headers = excluded.headers,
        body = excluded.body
    where kept.status is null
)
select n
from changed

-- name: loyalty.account
select order_id, points, reason, created_at, cast(sum(points) over () as bigint) as total
from point_entries
where customer_id = ?
    and points <> 0
order by created_at desc, order_id desc, reason
limit ?

-- name: loyalty.earn
insert into point_entries (order_id, reason, customer_id, points, created_at)
select order_id, 'ORDER_CONFIRMED', customer_id, points, created_at
from unnest(
    cast(? as uuid[]), cast(? as uuid[]), cast(? as bigint[]), cast(? as timestamptz[])
) with ordinality as earned (order_id, customer_id, points, created_at, n)
where n = n + 0
and (
    select cancelled.reason
    from point_entries as cancelled
    where cancelled.order_id = earned.order_id
    and cancelled.reason = 'ORDER_CANCELLED'
) is null
on conflict (order_id, reason) do nothing

-- name: loyalty.revoke
insert into point_entries (order_id, reason, customer_id, points, created_at)
select
    order_id, 'ORDER_CANCELLED', customer_id,
    -coalesce((
        select earned.points
        from point_entries as earned
        where earned.order_id = revoked.order_id
        and earned.reason = 'ORDER_CONFIRMED'
    ), 0),
    created_at
from unnest(
    cast(? as uuid[]), cast(? as uuid[]), cast(? as timestamptz[])
) with ordinality as revoked (order_id, customer_id, created_at, n)
where n = n + 0
on conflict (order_id, reason) do nothing

-- name: notifications.erase
update notifications
set recipient = ?, text = '',
    status = case status when 'QUEUED' then 'FAILED' else status end
where customer_id = ?
returning id

-- name: notifications.erase-recipient
insert into recipients as r (customer_id, email, name, deleted, as_of, version)
values (?, ?, '', true, ?, ?)
on conflict (customer_id) do update
set email = excluded.email, name = excluded.name, deleted = true, as_of = excluded.as_of, version = excluded.version
where r.version is null
or r.version <= excluded.version

-- name: notifications.expire-mail
with expired as materialized (
    select id
    from notifications
    where status = 'QUEUED'
    and coalesce(queued_at, created_at) < statement_timestamp() - ? * interval '1 millisecond'
    and (lease is null or send_after <= statement_timestamp())
    limit ?
    for update skip locked)
update notifications
set status = 'FAILED', lease = null
from expired
where notifications.id = expired.id

-- name: notifications.find
select n.id, n.customer_id, n.order_id, n.type, n.subject, n.created_at, n.sent_at,
    coalesce(n.recipient, r.email) as recipient,
    case when n.status = 'QUEUED' and r.deleted then 'FAILED' else n.status end as status
from notifications n
left join recipients r on r.customer_id = n.customer_id
where n.id = ?
and coalesce(n.recipient, r.email) is not null

-- name: notifications.list
select n.id, n.customer_id, n.order_id, n.type, n.subject, n.created_at, n.sent_at,
    coalesce(n.recipient, r.email) as recipient,
    case when n.status = 'QUEUED' and r.deleted then 'FAILED' else n.status end as status
from notifications n
left join recipients r on r.customer_id = n.customer_id
where n.id < ?
and coalesce(n.recipient, r.email) is not null
order by n.id desc
limit ?

-- name: notifications.list-of-customer
select n.id, n.customer_id, n.order_id, n.type, n.subject, n.created_at, n.sent_at,
    coalesce(n.recipient, r.email) as recipient,
    case when n.status = 'QUEUED' and r.deleted then 'FAILED' else n.status end as status
from notifications n
left join recipients r on r.customer_id = n.customer_id
where n.customer_id = ? and n.id < ?
and coalesce(n.recipient, r.email) is not null
order by n.id desc
limit ?

-- name: notifications.lock
select id
from notifications
where id = ?
for no key update

-- name: notifications.mark-failed
update notifications
set status = 'FAILED', lease = null
where id = ?
and status = 'QUEUED'
and lease = ?

-- name: notifications.mark-sent
with r as materialized (
    select email, deleted
    from recipients
    where customer_id = ?
    for share)
update notifications n
set status = 'SENT', sent_at = statement_timestamp(), lease = null, recipient = case when r.deleted then r.email else ? end
from r
where n.id = ?
and n.status <> 'SENT'

-- name: notifications.record
insert into notifications (id, customer_id, order_id, type, subject, text, status, created_at, send_after)
select
    id, customer_id, order_id, type, subject, text,
    case when (select deleted from recipients as r where r.customer_id = recorded.customer_id) then 'FAILED' else 'QUEUED' end,
    statement_timestamp(), statement_timestamp()
from unnest(
    cast(? as uuid[]), cast(? as uuid[]), cast(? as uuid[]),
    cast(? as text[]), cast(? as text[]), cast(? as text[])
) with ordinality as recorded (id, customer_id, order_id, type, subject, text, n)
where n = n + 0
on conflict (id) do nothing

-- name: notifications.release-mail
update notifications
set lease = null, send_after = statement_timestamp()
where id = ?
and status = 'QUEUED'
and lease = ?

-- name: notifications.renew-leases
update notifications
set send_after = statement_timestamp() + ? * interval '1 millisecond'
where id = any(cast(? as uuid[]))
and status = 'QUEUED'
and lease = ?

-- name: notifications.requeue
update notifications n
set status = 'QUEUED', attempts = 0, failing_since = null, lease = null,
    queued_at = statement_timestamp(), send_after = statement_timestamp()
from recipients r
where n.id = ?
and n.status = 'FAILED'
and n.recipient is null
and r.customer_id = n.customer_id
and not r.deleted

-- name: notifications.retry-mail
update notifications
set lease = null, attempts = attempts + 1, failing_since = coalesce(failing_since, statement_timestamp()),
    send_after = statement_timestamp() + ? * interval '1 millisecond'
where id = ?
and status = 'QUEUED'
and lease = ?

-- name: notifications.save-recipient
insert into recipients as r (customer_id, email, name, as_of, version)
values (?, ?, ?, ?, ?)
on conflict (customer_id) do update
set email = excluded.email, name = excluded.name, deleted = false, as_of = excluded.as_of, version = excluded.version
where r.version < excluded.version
or not r.deleted and (r.version is null or r.version = excluded.version)

-- name: notifications.take-mail
with busy as materialized (
    select customer_id
    from notifications
    where lease is not null
    and status = 'QUEUED'
    and send_after > statement_timestamp()),
due as materialized (
    select n.id, n.customer_id, n.send_after
    from notifications n
    join recipients r on r.customer_id = n.customer_id
    where n.status = 'QUEUED'
    and n.send_after <= statement_timestamp()
    and not r.deleted
    and n.customer_id not in (select customer_id from busy)
    and n.id <> all(cast(? as uuid[]))
    and lower(split_part(r.email, '@', -1)) <> all(cast(? as text[]))
    order by n.send_after
    limit 200),
first_of_customer as (
    select distinct on (customer_id) id, send_after
    from due
    order by customer_id, send_after, id),
taken as materialized (
    select n.id
    from notifications n
    where n.id in (select id from first_of_customer order by send_after limit ?)
    and n.status = 'QUEUED'
    and n.send_after <= statement_timestamp()
    for update skip locked)
update notifications n
set lease = ?, send_after = statement_timestamp() + ? * interval '1 millisecond'
from taken, recipients r
where n.id = taken.id
and r.customer_id = n.customer_id
returning n.id, n.customer_id, r.email, r.name, n.subject, n.text, n.created_at, n.attempts,
    cast(coalesce(extract(epoch from statement_timestamp() - n.failing_since) * 1000, 0) as bigint) as failing_for

-- name: orders.begin-undo
update orders
set
    status = ?, reason = ?, reason_products = ?, lines = ?,
    payment_token = null, payment_id = ?, payment_status = ?,
    attempts = ?, retry_at = statement_timestamp() + ? * interval '1 millisecond', updated_at = ?
where id = ?
and status = ?

-- name: orders.find
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where id = ?

-- name: orders.find-of-customer
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where id = ?
and customer_id = ?

-- name: orders.find-oldest-unfinished
select min(created_at) as oldest
from orders
where retry_at is not null

-- name: orders.find-unless-in-first-attempt
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where id = ?
and (attempts > 0 or retry_at is null or retry_at <= statement_timestamp())

-- name: orders.finish
with changed as (
    update orders
    set
        status = given.status, lines = given.lines, payment_token = null, payment_id = given.payment,
        payment_status = given.payment_status, retry_at = null, updated_at = given.updated_at
    from (
        select id, from_status, status, lines, payment, payment_status, updated_at, n
        from unnest(
            cast(? as uuid[]), cast(? as text[]), cast(? as text[]), cast(? as jsonb[]),
            cast(? as uuid[]), cast(? as text[]), cast(? as timestamptz[])
        ) with ordinality as input (id, from_status, status, lines, payment, payment_status, updated_at, n)
        where n = n + 0
        order by id
    ) as given
    where orders.id = given.id
    and orders.status = given.from_status
    returning given.n
),
recorded as (
    insert into outbox (event_id, type, key, occurred_at, payload)
    select id, type, key, occurred_at, payload
    from unnest(
        cast(? as uuid[]), cast(? as text[]), cast(? as text[]),
        cast(? as timestamptz[]), cast(? as jsonb[])
    ) with ordinality as event (id, type, key, occurred_at, payload, n)
    where n = any(array(select n from changed))
    order by n
),
answered as (
    insert into idempotency_keys as kept (caller, path, key, request_hash, status, headers, body)
    select caller, path, key, request_hash, status, headers, body
    from unnest(
        cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
        cast(? as int[]), cast(? as jsonb[]), cast(? as text[])
    ) with ordinality as answer (caller, path, key, request_hash, status, headers, body, n)
    where key is not null
    and n = any(array(select n from changed))
    order by caller, path, key
    on conflict (caller, path, key) do update
    set
        status = excluded.status,
        headers = excluded.headers,
        body = excluded.body
    where kept.status is null
)
select n
from changed

-- name: orders.list
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where id < ?
order by id desc
limit ?

-- name: orders.list-by-rare-status
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where status = ?
and status <> 'CONFIRMED'
and id < ?
order by id desc
limit ?

-- name: orders.list-by-rare-statuses
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where status = any(?)
and status <> 'CONFIRMED'
and id < ?
order by id desc
limit ?

-- name: orders.list-by-status
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where status = ?
and id < ?
order by id desc
limit ?

-- name: orders.list-by-statuses
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where status = any(?)
and id < ?
order by id desc
limit ?

-- name: orders.list-of-customer
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where customer_id = ?
and id < ?
order by id desc
limit ?

-- name: orders.list-of-customer-by-status
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where customer_id = ?
and status = ?
and id < ?
order by id desc
limit ?

-- name: orders.list-of-customer-by-statuses
select id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at
from orders
where customer_id = ?
and status = any(?)
and id < ?
order by id desc
limit ?

-- name: orders.list-status-changes
select id, status, reason, reason_products, updated_at
from orders
where id = any(?)

-- name: orders.open
with limited as materialized (
    select set_config('lock_timeout', coalesce(?, current_setting('lock_timeout')), true)
),
claim as materialized (
    select caller, path, key, request_hash, subject, n
    from limited, unnest(
        cast(? as text[]), cast(? as text[]), cast(? as text[]),
        cast(? as text[]), cast(? as uuid[])
    ) with ordinality as given (caller, path, key, request_hash, subject, n)
),
claimed as (
    insert into idempotency_keys as kept (caller, path, key, request_hash, subject)
    select caller, path, key, request_hash, subject
    from claim
    where key is not null
    order by caller, path, key
    on conflict (caller, path, key) do update
    set
        request_hash = excluded.request_hash,
        subject = excluded.subject,
        status = case when kept.created_at >= now() - interval '24 hours' then kept.status end,
        headers = case when kept.created_at >= now() - interval '24 hours' then kept.headers end,
        body = case when kept.created_at >= now() - interval '24 hours' then kept.body end,
        created_at = now()
    where kept.created_at < now() - interval '24 hours'
    
    returning caller, path, key
),
granted as (
    select n
    from claim
    where key is null
    or (caller, path, key) in (select caller, path, key from claimed)
)
insert into orders (id, customer_id, lines, status, payment_method, payment_token, retry_at, created_at, updated_at)
select
    id, customer_id, lines, 'PENDING', method, token,
    statement_timestamp() + lease * interval '1 millisecond', created_at, updated_at
from unnest(
    cast(? as uuid[]), cast(? as uuid[]), cast(? as jsonb[]), cast(? as text[]), cast(? as text[]),
    cast(? as bigint[]), cast(? as timestamptz[]), cast(? as timestamptz[])
) with ordinality as given (id, customer_id, lines, method, token, lease, created_at, updated_at, n)
where n = any(array(select n from granted))
returning id

-- name: orders.open-again
with limited as materialized (
    select set_config('lock_timeout', coalesce(?, current_setting('lock_timeout')), true)
),
claim as materialized (
    select caller, path, key, request_hash, subject, n
    from limited, unnest(
        cast(? as text[]), cast(? as text[]), cast(? as text[]),
        cast(? as text[]), cast(? as uuid[])
    ) with ordinality as given (caller, path, key, request_hash, subject, n)
),
claimed as (
    insert into idempotency_keys as kept (caller, path, key, request_hash, subject)
    select caller, path, key, request_hash, subject
    from claim
    where key is not null
    order by caller, path, key
    on conflict (caller, path, key) do update
    set
        request_hash = excluded.request_hash,
        subject = excluded.subject,
        status = case when kept.created_at >= now() - interval '24 hours' then kept.status end,
        headers = case when kept.created_at >= now() - interval '24 hours' then kept.headers end,
        body = case when kept.created_at >= now() - interval '24 hours' then kept.body end,
        created_at = now()
    where kept.created_at < now() - interval '24 hours'
    or kept.subject = excluded.subject
    returning caller, path, key
),
granted as (
    select n
    from claim
    where key is null
    or (caller, path, key) in (select caller, path, key from claimed)
),
opened as (
    insert into orders (id, customer_id, lines, status, payment_method, payment_token, retry_at, created_at, updated_at)
select
    id, customer_id, lines, 'PENDING', method, token,
    statement_timestamp() + lease * interval '1 millisecond', created_at, updated_at
from unnest(
    cast(? as uuid[]), cast(? as uuid[]), cast(? as jsonb[]), cast(? as text[]), cast(? as text[]),
    cast(? as bigint[]), cast(? as timestamptz[]), cast(? as timestamptz[])
) with ordinality as given (id, customer_id, lines, method, token, lease, created_at, updated_at, n)
where n = any(array(select n from granted))
    on conflict (id) do nothing
)
select n
from granted

-- name: orders.postpone
update orders
set
    lines = ?, payment_id = ?, payment_status = ?, attempts = greatest(attempts, 1),
    retry_at = statement_timestamp() + ? * interval '1 millisecond'
where id = ?
and status = ?

-- name: orders.take-due
with due as materialized (
    select id as due_id
    from orders
    where retry_at <= statement_timestamp()
    order by retry_at
    limit ?
    for update skip locked
)
update orders
set attempts = attempts + 1, retry_at = statement_timestamp() + ? * interval '1 millisecond'
from due
where id = due_id
returning id, customer_id, lines, status, reason, reason_products, payment_method, payment_token, payment_id, payment_status,
attempts, created_at, updated_at

-- name: orders.time-to-next-due
select cast(extract(epoch from min(retry_at) - statement_timestamp()) * 1000 as bigint) as millis
from orders
where retry_at is not null

-- name: payments.claim-open-refunds
with claimed as materialized (
    select id
    from payments
    where asked_at < ?
    order by asked_at
    limit ?
    for update skip locked)
update payments
set asked_at = ?
from claimed
where payments.id = claimed.id
returning order_id

-- name: payments.find
select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
from payments
where id = ? and method is not null

-- name: payments.find-by-order
select id, order_id, method, state
from payments
where order_id = ?

-- name: payments.find-of-customer
select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
from payments
where id = ? and customer_id = ?

-- name: payments.finish
update payments
set state = ?, asked_at = null, updated_at = ?
where order_id = ? and (state in ('CANCELLING', 'REFUNDING') or state = 'CANCELLED' and ? = 'REFUNDED')
returning id, order_id, method, state

-- name: payments.list
select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
from payments
where method is not null and id < ?
order by id desc
limit ?

-- name: payments.list-of-customer
select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
from payments
where customer_id = ? and id < ?
order by id desc
limit ?

-- name: payments.list-of-order
select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
from payments
where order_id = ? and method is not null and id < ?
order by id desc
limit ?

-- name: payments.list-of-order-and-customer
select id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at
from payments
where order_id = ? and customer_id = ? and id < ?
order by id desc
limit ?

-- name: payments.open
insert into payments (id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at)
select id, order_id, customer_id, due_amount, due_currency, method, 'AUTHORIZED', cast(? as timestamptz), cast(? as timestamptz)
from unnest(
    (select cast(? as uuid[])), (select cast(? as uuid[])), (select cast(? as uuid[])),
    (select cast(? as bigint[])), (select cast(? as text[])), (select cast(? as text[]))
) as opened (id, order_id, customer_id, due_amount, due_currency, method)
order by order_id
on conflict (order_id) do nothing
returning id

-- name: payments.reopen
update payments
set state = 'CANCELLING', asked_at = ?, updated_at = ?
where order_id = ? and state in ('CANCELLED', 'DECLINED')

-- name: payments.settle
update payments p
set state = ended.state, updated_at = ?
from (
    select order_id, state
    from unnest((select cast(? as uuid[])), (select cast(? as text[]))) with ordinality as ended (order_id, state, n)
    where n = n + 0
    order by order_id
) ended
where p.order_id = ended.order_id and p.state = 'AUTHORIZED'
returning p.id, p.order_id, p.method, p.state

-- name: payments.undo
insert into payments as p (id, order_id, state, created_at, updated_at)
values (?, ?, 'CANCELLED', ?, ?)
on conflict (order_id) do update
set state = case p.state when 'AUTHORIZED' then 'CANCELLING' when 'CAPTURED' then 'REFUNDING' else p.state end,
    asked_at = case when p.state in ('AUTHORIZED', 'CAPTURED', 'CANCELLING', 'REFUNDING') then excluded.updated_at end
returning id, order_id, method, state

-- name: products.add
insert into products (
    id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at)
values (
    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (sku) do nothing

-- name: products.add-adjustment
with adjusted as (
    update products
    set available = ?, updated_at = ?
    where id = ?
)
insert into stock_adjustments (id, product_id, delta, reason, available_after, reserved_after, created_at)
values (?, ?, ?, ?, ?, ?, ?)

-- name: products.confirm-stock
with locked as (
    select id, reserved
    from products
    where id = any (array(
        select unnest(product_ids)
        from reservations
        where order_id = any (cast((select ?) as uuid[]))
            and status = 'RESERVED'
    ))
    order by id
    for no key update
),
confirmed as (
    update reservations
    set status = 'CONFIRMED', updated_at = ?
    where order_id = any (cast((select ?) as uuid[]))
        and status = 'RESERVED'
        and (select count(*) from locked) >= 0
    returning order_id, product_ids, quantities
),
taken as (
    update products p
    set reserved = l.reserved - moved.quantity, updated_at = ?
    from (
        select line.product_id, sum(line.quantity) as quantity
        from confirmed
        cross join unnest(product_ids, quantities) as line (product_id, quantity)
        group by line.product_id
    ) moved
    join locked l on l.id = moved.product_id
    where p.id = moved.product_id
        and p.id = any (array(select id from locked))
)
select order_id
from confirmed

-- name: products.find
select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
from products
where id = ?

-- name: products.find-adjustment
select id, product_id, delta, reason, available_after, reserved_after, created_at
from stock_adjustments
where product_id = ?
and id = ?

-- name: products.find-reservation
select r.status, line.product_id, line.name, line.quantity, line.unit_price_amount, r.currency as unit_price_currency
from reservations r
left join unnest(r.product_ids, r.quantities, r.names, r.unit_prices)
    with ordinality as line (product_id, quantity, name, unit_price_amount, position) on true
where r.order_id = ?
order by line.position

-- name: products.list
select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
from products
where id < ?
order by id desc
limit ?

-- name: products.list-adjustments
select id, product_id, delta, reason, available_after, reserved_after, created_at
from stock_adjustments
where product_id = ?
and id < ?
order by id desc
limit ?

-- name: products.lock
select id, sku, name, description, price_amount, price_currency, available, reserved, created_at, updated_at
from products
where id = ?
for no key update

-- name: products.release-stock
with locked as (
    select p.id, line.quantity, p.available, p.reserved
    from reservations r
    cross join unnest(r.product_ids, r.quantities) as line (product_id, quantity)
    join products p on p.id = line.product_id
    where r.order_id = ?
    order by p.id
    for no key update of p
),
held as (
    select order_id, status
    from reservations
    where order_id = ?
        and status <> 'RELEASED'
        and (select count(*) from locked) >= 0
    for no key update
),
released as (
    update reservations r
    set status = 'RELEASED', updated_at = ?
    from held
    where r.order_id = held.order_id
    returning held.status as was
),
marked as (
    insert into reservations (order_id, status, created_at, updated_at, product_ids, quantities, names, unit_prices)
    select cast(? as uuid), 'RELEASED', cast(? as timestamptz), cast(? as timestamptz), '{}', '{}', '{}', '{}'
    where not exists (select from reservations where order_id = ?)
    on conflict do nothing
    returning order_id
),
given_back as (
    update products p
    set available = l.available + l.quantity,
        reserved = l.reserved - case released.was when 'RESERVED' then l.quantity else 0 end,
        updated_at = ?
    from locked l
    cross join released
    where p.id = l.id
)
select exists (select from released)
    or exists (select from marked)
    or exists (select from reservations where order_id = ? and status = 'RELEASED') as released

-- name: products.reserve-stock
with items as (
    select order_id, product_id, quantity, position
    from unnest((select cast(? as uuid[])), (select cast(? as uuid[])), (select cast(? as int[])))
        with ordinality as item (order_id, product_id, quantity, position)
),
locked as (
    select id, name, price_amount, price_currency, available, reserved
    from products
    where id = any (cast((select ?) as uuid[]))
    order by id
    for no key update
),
wanted as (
    select i.order_id, i.position, i.product_id, i.quantity, p.name, p.price_amount, p.price_currency, p.available
    from items i
    left join locked p on p.id = i.product_id
),
possible as (
    select w.order_id
    from wanted w
    group by w.order_id
    having count(*) = count(w.available)
        and min(w.price_currency) = max(w.price_currency)
        and min(w.available - w.quantity) >= 0
        and (select r.order_id from reservations r where r.order_id = w.order_id) is null
),
granted as (
    insert into reservations (order_id, status, created_at, updated_at, product_ids, quantities, names, unit_prices, currency)
    select order_id, 'RESERVED', cast(? as timestamptz), cast(? as timestamptz),
        array_agg(product_id order by position), array_agg(quantity order by position), array_agg(name order by position),
        array_agg(price_amount order by position), min(price_currency)
    from (
        select order_id, position, product_id, quantity, name, price_amount, price_currency, available,
            sum(quantity) over (partition by product_id order by position) as demand
        from wanted w
        join possible using (order_id)
    ) arrived
    group by order_id
    having bool_and(demand <= available)
    on conflict do nothing
    returning order_id, product_ids, quantities
),
taken as (
    update products p
    set available = l.available - moved.quantity, reserved = l.reserved + moved.quantity, updated_at = ?
    from (
        select line.product_id, sum(line.quantity) as quantity
        from granted
        cross join unnest(product_ids, quantities) as line (product_id, quantity)
        group by line.product_id
    ) moved
    join locked l on l.id = moved.product_id
    where p.id = moved.product_id
        and p.id = any (cast((select ?) as uuid[]))
)
select w.name, w.price_amount, w.price_currency, w.available - w.quantity as left_over,
    granted.order_id is not null as granted, possible.order_id is not null as possible
from wanted w
left join possible on possible.order_id = w.order_id
left join granted on granted.order_id = w.order_id
order by w.position

-- name: products.update
update products
set sku = ?, name = ?, description = ?, price_amount = ?, price_currency = ?,
    updated_at = ?
where id = ?

-- name: sql.ping
select true as up

-- name: sql.time
select statement_timestamp() as now
