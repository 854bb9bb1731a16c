-- The first answer to each Idempotency-Key, kept for 24 hours. One table in each module's schema.
create table idempotency_keys (
    caller text not null,
    path text not null,
    key text not null,
    request_hash text not null,
    subject uuid,
    status int,
    headers jsonb,
    body text,
    created_at timestamptz not null default now(),
    primary key (caller, path, key)
);

create index idempotency_keys_by_age on idempotency_keys (created_at);

-- Whether the key is free. A null claim always is. Waits for a claim on the same key that is not yet committed.
create function claim_key(claim jsonb) returns boolean
language sql
as $$
    with claimed as (
        insert into idempotency_keys as kept (caller, path, key, request_hash, subject)
        select
            claim ->> 'caller',
            claim ->> 'path',
            claim ->> 'key',
            claim ->> 'requestHash',
            cast(claim ->> 'subject' as uuid)
        where claim is not null
        on conflict (caller, path, key) do update
        set
            request_hash = excluded.request_hash,
            subject = excluded.subject,
            status = null,
            headers = null,
            body = null,
            created_at = now()
        where kept.created_at < now() - interval '24 hours'
        returning true
    )
    select claim is null or exists (select from claimed)
$$;

-- Keeps the answer to a key, claimed before or not: an answer that is there already stays. A null answer changes nothing.
create function keep_answer(answer jsonb) returns boolean
language sql
as $$
    with answered as (
        insert into idempotency_keys as kept (caller, path, key, request_hash, status, headers, body)
        select
            answer ->> 'caller',
            answer ->> 'path',
            answer ->> 'key',
            answer ->> 'requestHash',
            cast(answer ->> 'status' as int),
            answer -> 'headers',
            answer ->> 'body'
        where answer is not null
        on conflict (caller, path, key) do update
        set
            status = excluded.status,
            headers = excluded.headers,
            body = excluded.body
        where kept.status is null
        returning true
    )
    select answer is null or exists (select from answered)
$$;
