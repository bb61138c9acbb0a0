-- A claim, not a projection: see org.rekey.command.client.ClientNames.
create table command.client_name (
    client_id text primary key,
    tenant    text not null,
    name      text not null,
    unique (tenant, name)
);

-- What was answered to a request with an Idempotency-Key: see docs/adr/0007-idempotent-answers-are-sealed.md.
create table command.idempotent_answer (
    key_hash     bytea primary key,
    request_hash bytea not null,
    created_at   timestamptz not null,
    client_id    text not null,
    status       integer not null,
    sealed       bytea
);

create index idempotent_answer_not_wiped on command.idempotent_answer (created_at) where sealed is not null;
