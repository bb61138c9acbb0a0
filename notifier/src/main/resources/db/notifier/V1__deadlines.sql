-- The deadlines of the sagas, in the form that db-scheduler expects.
create table notifier.deadline (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index deadline_by_time on notifier.deadline (execution_time);
create index deadline_by_heartbeat on notifier.deadline (last_heartbeat);
