-- Private keys, each sealed under a key that is not in the database. Not folded from the log: what is lost here is lost.
create table token.signing_key_material (
    kid        text primary key,
    sealed_key text not null,
    created_at timestamptz not null
);
