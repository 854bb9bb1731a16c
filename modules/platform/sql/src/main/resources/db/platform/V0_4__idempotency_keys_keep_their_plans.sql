-- The same two functions in PL/pgSQL: PostgreSQL parses and plans the body of a function of language sql anew with every call (until version 18),
-- which took longer than all the rest of an order's first and last statement.

-- Whether the key is free. A null claim always is. Waits for a claim on the same key that is not yet committed.
create or replace function claim_key(claim jsonb) returns boolean
language plpgsql
as $$
begin
    if claim is null then
        return true;
    end if;
    insert into idempotency_keys as kept (caller, path, key, request_hash, subject)
    values (
        claim ->> 'caller',
        claim ->> 'path',
        claim ->> 'key',
        claim ->> 'requestHash',
        cast(claim ->> 'subject' as uuid)
    )
    on conflict (caller, path, key) do update
    set
        request_hash = excluded.request_hash,
        subject = excluded.subject,
        status = null,
        headers = null,
        body = null,
        created_at = now()
    where kept.created_at < now() - interval '24 hours';
    return found;
end
$$;

-- Keeps the answer to a key, claimed before or not: an answer that is there already stays. A null answer changes nothing.
create or replace function keep_answer(answer jsonb) returns boolean
language plpgsql
as $$
begin
    if answer is null then
        return true;
    end if;
    insert into idempotency_keys as kept (caller, path, key, request_hash, status, headers, body)
    values (
        answer ->> 'caller',
        answer ->> 'path',
        answer ->> 'key',
        answer ->> 'requestHash',
        cast(answer ->> 'status' as int),
        answer -> 'headers',
        answer ->> 'body'
    )
    on conflict (caller, path, key) do update
    set
        status = excluded.status,
        headers = excluded.headers,
        body = excluded.body
    where kept.status is null;
    return found;
end
$$;
