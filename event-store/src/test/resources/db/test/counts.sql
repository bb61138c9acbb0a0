create table count (
    name       text primary key,
    value      integer not null,
    counted_at timestamptz not null
);
