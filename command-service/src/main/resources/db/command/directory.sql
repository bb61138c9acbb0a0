-- What decisions about people, groups and roles need to know beside these: see db/folds/directory.sql.
create table api (
    key        text collate "C" primary key,
    definition jsonb not null
);

create table client (
    client_id text    collate "C" primary key,
    kind      text    not null,
    tenant    text    collate "C",
    owner     text    collate "C",
    name      text    not null,
    suspended boolean not null
);

create index client_by_owner on client (owner, client_id) where owner is not null;

-- Who is told before a secret of a client expires: user:<id>, group:<id> or email:<address>.
create table alerted (
    client_id text collate "C" not null,
    recipient text collate "C" not null,
    -- Of an address.
    domain    text collate "C",
    primary key (recipient, client_id)
);

create index alerted_by_client on alerted (client_id);
create index alerted_by_domain on alerted (domain) where domain is not null;

-- They are counted.
create table webhook (
    webhook_id text collate "C" primary key,
    tenant     text collate "C"
);

create index webhook_by_tenant on webhook (coalesce(tenant, ''));
