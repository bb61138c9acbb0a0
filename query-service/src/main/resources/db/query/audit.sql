create table entry (
    position   bigint      primary key,
    at         timestamptz not null,
    type       text        collate "C" not null,
    client_id  text        collate "C",
    actor      text        collate "C" not null,
    source     text        not null,
    ip         text,
    user_agent text,
    reason     text,
    trace_id   text,
    tenant     text        collate "C",
    changes    jsonb       not null
);

create index entry_by_client on entry (client_id, position);
create index entry_by_actor on entry (actor, position);
create index entry_by_type on entry (type, position);
create index entry_by_tenant on entry (tenant, position);
create index entry_by_time on entry (at);

-- What happens to a client, a person, a group or a role belongs to its tenant, whoever caused it.
create table tenant_of (
    stream text collate "C" primary key,
    tenant text collate "C"
);
