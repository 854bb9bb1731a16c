-- What is dead or done of a key: it is erased when the aggregate's personal data are.
create index failed_events_finished on failed_events (publisher, key) where status <> 'WAITING';
