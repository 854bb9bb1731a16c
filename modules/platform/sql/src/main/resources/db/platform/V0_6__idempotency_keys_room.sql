-- A row grows when its answer is kept. With room in its page, that update touches no index. Claims whose answers are yet to come share the room.
alter table idempotency_keys set (fillfactor = 30);
