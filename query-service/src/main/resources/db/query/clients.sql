create table client (
    client_id         text        collate "C" primary key,
    version           bigint      not null,
    kind              text        not null,
    tenant            text,
    -- As whom a USER client acts, and who answers for another one.
    owner             text        collate "C",
    -- Whether somebody answers for it who is deactivated or gone.
    orphaned          boolean     not null,
    name              text        not null,
    description       text,
    extensions        jsonb       not null,
    all_apis          boolean     not null,
    rotation_interval text        not null,
    token_format      text        not null,
    token_ttl         text        not null,
    require_scope     boolean     not null,
    token_type        text        not null,
    alerts            jsonb       not null,
    authorities       jsonb       not null,
    suspended         boolean     not null,
    created_by        text        not null,
    created_at        timestamptz not null,
    expires_at        timestamptz,
    sort_name         text        collate "C" not null,
    -- What q looks through, and every three characters of it: a substring search with an index, and no extension.
    search_text       text        collate "C" not null,
    trigrams          text[]      not null
);

create index client_by_name on client (sort_name, client_id);
create index client_by_created on client (created_at, client_id);
create index client_by_expiry on client ((coalesce(expires_at, 'infinity')), client_id);
create index client_by_tenant_name on client (tenant, sort_name, client_id) where tenant is not null;
create index client_by_tenant_created on client (tenant, created_at, client_id) where tenant is not null;
create index client_by_tenant_expiry on client (tenant, (coalesce(expires_at, 'infinity')), client_id)
    where tenant is not null;
create index client_suspended on client (sort_name, client_id) where suspended;
create index client_by_owner on client (owner, client_id) where owner is not null;
create index client_orphaned on client (sort_name, client_id) where orphaned;
create index client_by_creator on client (created_by, client_id);
create index client_alerting on client using gin ((alerts -> 'users'));
create index client_by_trigram on client using gin (trigrams);

create table client_grant (
    client_id text   collate "C" not null,
    api_key   text   collate "C" not null,
    access    text[] not null,
    primary key (client_id, api_key)
);

create table secret (
    secret_id      text        collate "C" primary key,
    client_id      text        collate "C" not null,
    -- The sequence number of the event that issued it: their order, even within a millisecond.
    issued_by      bigint      not null,
    created_at     timestamptz not null,
    expires_at     timestamptz,
    valid_until    timestamptz,
    retired_reason text,
    exposed_at     timestamptz,
    last_reminder  jsonb,
    -- Whether it stands here as it was in a backup that was put back.
    restored       boolean     not null default false
);

create index secret_by_client on secret (client_id, issued_by);

create table client_key (
    client_id      text        collate "C" not null,
    key_id         text        collate "C" not null,
    -- The sequence number of the event that added it.
    added_by       bigint      not null,
    kid            text,
    kty            text        not null,
    alg            text,
    created_at     timestamptz not null,
    expires_at     timestamptz,
    retired_reason text,
    restored       boolean     not null default false,
    primary key (client_id, key_id)
);
