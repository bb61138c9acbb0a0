-- Keys of clients are counted like secrets, and two clients may have one key in common.
alter table telemetry.secret_use
    drop constraint secret_use_pkey,
    add primary key (client_id, secret_id);
