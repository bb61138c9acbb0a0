create table api (
    api_key   text    collate "C" primary key,
    version   bigint  not null,
    built_in  boolean not null,
    name      text    not null,
    access    text[]  not null,
    scopes    jsonb   not null,
    audience  text,
    endpoints jsonb   not null
);
