-- Claims, not projections: see org.rekey.command.directory.DirectoryNames.
create table command.directory_name (
    kind   text not null,
    id     text not null,
    tenant text not null,
    name   text not null,
    primary key (kind, id),
    unique (kind, tenant, name)
);

-- One set of credentials per user.
create table command.user_credential (
    user_id   text primary key,
    client_id text not null unique
);
