-- The log. One order for all events, without gaps: see docs/adr/0002-one-log-one-order.md.
create table eventstore.event (
    global_index         bigint primary key,
    event_identifier     text not null unique,
    aggregate_identifier text not null,
    sequence_number      bigint not null,
    type                 text,
    time_stamp           timestamptz not null,
    payload_type         text not null,
    payload_revision     text,
    payload              text not null,
    meta_data            text not null,
    unique (aggregate_identifier, sequence_number)
);

-- The lock is held until the transaction ends, so nobody can commit behind a higher index. max() is a statement of its
-- own and therefore sees what was committed while this writer waited. A writer that falls asleep in the middle is cut off
-- by the server, and those behind it give up rather than wait for ever.
create function eventstore.place_in_log() returns trigger language plpgsql as $$
begin
    perform set_config('idle_in_transaction_session_timeout', coalesce(nullif(current_setting('rekey.sleep', true), ''), '10s'), true);
    perform set_config('lock_timeout', coalesce(nullif(current_setting('rekey.wait', true), ''), '15s'), true);
    perform pg_advisory_xact_lock(hashtextextended('rekey.log', 0));
    select coalesce(max(global_index), 0) + 1 into new.global_index from eventstore.event;
    perform pg_notify('rekey_log', new.global_index::text);
    return new;
end
$$;

create trigger place_in_log before insert on eventstore.event
    for each row execute function eventstore.place_in_log();

create function eventstore.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only: % refused', tg_op using errcode = 'restrict_violation';
end
$$;

create trigger append_only before update or delete or truncate on eventstore.event
    for each statement execute function eventstore.refuse_change();

-- One row: which master key this database belongs to, without telling the key.
create table eventstore.installation (
    only_one  boolean primary key default true check (only_one),
    key_check text not null
);

create table eventstore.token_entry (
    processor_name text not null,
    segment        integer not null,
    token          text,
    token_type     text,
    last_claim     text,
    owner          text,
    primary key (processor_name, segment)
);

create table eventstore.saga_entry (
    saga_id         text primary key,
    saga_type       text not null,
    revision        text,
    serialized_saga text not null
);

create table eventstore.association_value_entry (
    id                bigint generated always as identity primary key,
    saga_id           text not null,
    saga_type         text not null,
    association_key   text not null,
    association_value text
);

create index association_value_entry_by_value
    on eventstore.association_value_entry (saga_type, association_key, association_value);
create index association_value_entry_by_saga on eventstore.association_value_entry (saga_id, saga_type);

-- Which secret is in use, how much and by whom. Not events: written every few seconds, and may be forgotten.
create schema telemetry;

create table telemetry.secret_use (
    secret_id    text primary key,
    client_id    text not null,
    uses         bigint not null,
    last_used_at timestamptz not null,
    addresses    jsonb not null,
    agents       jsonb not null
);
