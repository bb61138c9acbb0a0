-- A password goes with the name that its owner signs in by: see org.rekey.command.directory.DirectoryNames.
create table command.password (
    user_id    text primary key,
    kind       text not null default 'USER' check (kind = 'USER'),
    hash       text not null,
    changed_at timestamptz not null,
    foreign key (kind, user_id) references command.directory_name (kind, id) on delete cascade
);
