-- How far the time of this installation has been moved ahead to try things out (rekey.demo.clock). It never gets less.
create table eventstore.clock (
    only_one     boolean primary key default true check (only_one),
    moved_millis bigint  not null default 0 check (moved_millis >= 0)
);

insert into eventstore.clock default values;
