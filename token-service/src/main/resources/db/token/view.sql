-- What a token request needs to know. Written by TokenViewProjection alone.
create table client (
    client_id         text primary key,
    kind              text not null,
    tenant            text,
    -- As whom a USER client acts.
    owner             text,
    suspended         boolean not null,
    all_apis          boolean not null,
    grants            jsonb not null,
    token_format      text not null,
    token_ttl_seconds integer not null,
    require_scope     boolean not null,
    token_type        text,
    authorities       jsonb not null,
    extensions        jsonb not null,
    epoch             integer not null
);

create table secret (
    secret_id   text primary key,
    client_id   text not null,
    hash        text not null,
    issued_at   timestamptz not null,
    expires_at  timestamptz,
    valid_until timestamptz,
    retired     text
);

create index on secret (client_id);
-- Whose a secret is that was seen where no client is named.
create index on secret (hash);

create table client_key (
    client_id  text not null,
    key_id     text not null,
    public_jwk text not null,
    added_at   timestamptz not null,
    expires_at timestamptz,
    retired    boolean not null,
    primary key (client_id, key_id)
);

create table api (
    key        text primary key,
    definition jsonb not null
);

create table revoked_token (
    jti        text primary key,
    expires_at timestamptz not null
);

create table signing_key (
    kid        text primary key,
    algorithm  text not null,
    public_jwk text not null,
    signs_from timestamptz not null,
    retired    boolean not null
);
