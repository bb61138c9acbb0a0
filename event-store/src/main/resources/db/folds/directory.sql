-- People, groups and roles, and what they come to. Written by org.rekey.eventstore.directory.DirectoryFold alone, in the
-- schema of each projection that needs to know.
create table directory_user (
    user_id          text        collate "C" primary key,
    version          bigint      not null,
    tenant           text        collate "C",
    user_name        text        collate "C" not null,
    -- Folded (NFKC and lowercase): what the list goes by and what is looked up.
    sort_name        text        collate "C" not null,
    email            text,
    display_name     text,
    external_id      text        collate "C",
    attributes       jsonb       not null,
    deactivated      boolean     not null,
    -- How often sessions have been ended for good: by another password, or by deactivation.
    passwords        integer     not null,
    created_at       timestamptz not null,
    changed_at       timestamptz not null,
    -- The shortest of the roles' intervals, as large as can be for "never"; null without API access.
    rotation_seconds bigint
);

create index directory_user_by_name on directory_user (sort_name, user_id);
create index directory_user_by_tenant_name on directory_user (tenant, sort_name, user_id) where tenant is not null;
create index directory_user_by_external_id on directory_user (external_id) where external_id is not null;

create table directory_group (
    group_id    text        collate "C" primary key,
    version     bigint      not null,
    tenant      text        collate "C",
    name        text        not null,
    sort_name   text        collate "C" not null,
    external_id text        collate "C",
    created_at  timestamptz not null,
    changed_at  timestamptz not null
);

create index directory_group_by_name on directory_group (sort_name, group_id);
create index directory_group_by_tenant_name on directory_group (tenant, sort_name, group_id) where tenant is not null;

create table directory_member (
    user_id  text collate "C" not null,
    group_id text collate "C" not null,
    primary key (group_id, user_id)
);

create index directory_member_by_user on directory_member (user_id);

create table directory_role (
    role_id     text    collate "C" primary key,
    version     bigint  not null,
    tenant      text    collate "C",
    name        text    not null,
    sort_name   text    collate "C" not null,
    description text,
    ui_apis     jsonb   not null,
    -- As in directory_user; null while the API access is off.
    api_seconds bigint,
    api_all     boolean not null
);

create index directory_role_by_name on directory_role (sort_name, role_id);
create index directory_role_by_tenant_name on directory_role (tenant, sort_name, role_id) where tenant is not null;

-- Of the API access, not of the user interface.
create table directory_role_grant (
    role_id text   collate "C" not null,
    api_key text   collate "C" not null,
    access  text[] not null,
    primary key (role_id, api_key)
);

create index directory_role_grant_by_api on directory_role_grant (api_key);

create table directory_group_role (
    group_id text collate "C" not null,
    role_id  text collate "C" not null,
    primary key (group_id, role_id)
);

create index directory_group_role_by_role on directory_group_role (role_id);

-- The clients of users, with their current secret.
create table directory_credential (
    client_id  text        collate "C" primary key,
    user_id    text        collate "C" not null,
    secret_id  text        collate "C",
    issued_at  timestamptz,
    expires_at timestamptz,
    retired    boolean     not null
);

create index directory_credential_by_user on directory_credential (user_id);
