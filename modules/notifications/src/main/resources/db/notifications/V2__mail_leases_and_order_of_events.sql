-- The number in the inbox of the newest customer event applied. Null until an event has come through the inbox since this column exists.
alter table recipients add column version bigint;

-- The sender that holds the mail: not null from taking it until its outcome is recorded. The lease ends at send_after.
alter table notifications add column lease uuid;
-- When the first of the failed attempts in a row was: pauses between attempts grow from there.
alter table notifications add column failing_since timestamptz;
-- When it was queued last, if a resend queued it again: a mail expires by this time.
alter table notifications add column queued_at timestamptz;

create index notifications_leased on notifications (customer_id) where lease is not null;
