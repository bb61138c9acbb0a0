-- What a reminder says, and to whom: beside these, the tables of db/folds/directory.sql. Written by RecipientsProjection alone.
create table client (
    client_id      text collate "C" primary key,
    kind           text    not null,
    tenant         text    collate "C",
    owner          text    collate "C",
    name           text    not null,
    alerts         jsonb   not null,
    secret_id      text    collate "C",
    -- As the events of the client say. When a user's secret expires stands in directory_credential.
    expires_at     timestamptz,
    revoked        boolean not null default false,
    -- The secret that was rotated last.
    previous_id    text    collate "C",
    previous_until timestamptz,
    -- Since when the current one is.
    rotated_at     timestamptz
);

-- Clients of users whose secret expires at another instant than their own events say.
create table moved (
    client_id  text        collate "C" primary key,
    expires_at timestamptz
);

create index moved_by_expiry on moved (expires_at);

-- Where mail to addresses outside the directory may go.
create table allowed_domain (
    domain text collate "C" primary key
);
