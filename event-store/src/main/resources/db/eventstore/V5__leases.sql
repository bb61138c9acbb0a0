-- Copies that answer from memory: which position of the log each has seen, and until when it answers at most, by the
-- clock of this server.
create table eventstore.lease (
    copy        text primary key,
    position    bigint not null,
    valid_until timestamptz not null
);
