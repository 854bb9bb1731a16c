-- A version was the number in the inbox, and is now the event's own number, which customers gave it. Events that the inbox had not finished keep
-- their numbers lowered by as much as here (V0_5__event_positions.sql), below all that come later.
update recipients
set version = version - 4611686018427387904
where version > 0;

comment on column recipients.version is 'The number of the newest event of the customer that was applied.';
