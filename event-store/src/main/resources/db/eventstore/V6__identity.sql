-- Which log this is: by this a process tells its own database from another one. Also the name of the log's first generation.
create table eventstore.identity (
    only_one boolean primary key default true check (only_one),
    id       text    not null
);

insert into eventstore.identity (id) values (left(replace(gen_random_uuid()::text, '-', ''), 12));
