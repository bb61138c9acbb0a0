-- Reminders that are due, and what became of them. Held by its lock while the mail is sent; next_attempt_at is courtesy.
create table notifier.reminder (
    id              bigint      generated always as identity unique,
    client_id       text        collate "C" not null,
    secret_id       text        collate "C" not null,
    kind            text        not null,
    due_on          date        not null,
    tenant          text        collate "C",
    state           text        not null,
    created_at      timestamptz not null,
    next_attempt_at timestamptz not null,
    attempts        integer     not null default 0,
    done_at         timestamptz,
    delivered       jsonb       not null default '[]',
    refused         jsonb       not null default '[]',
    note            text,
    primary key (client_id, secret_id, kind, due_on)
);

create index reminder_due on notifier.reminder (next_attempt_at) where state = 'DUE';
create index reminder_oldest on notifier.reminder (created_at) where state = 'DUE';
create index reminder_by_state on notifier.reminder (state, id);
create index reminder_by_tenant on notifier.reminder (tenant, id) where tenant is not null;
create index reminder_by_client on notifier.reminder (client_id, id);

-- Addresses that a mail server has said it does not know.
create table notifier.refused_address (
    address    text        collate "C" primary key,
    refused_at timestamptz not null,
    answer     text        not null
);

-- Where mail goes while there is no mail server.
create table notifier.mail (
    id         bigint      generated always as identity primary key,
    message_id text        not null unique,
    client_id  text        collate "C" not null,
    tenant     text        collate "C",
    sent_at    timestamptz not null,
    recipients jsonb       not null,
    subject    text        not null,
    body_text  text        not null,
    body_html  text        not null,
    calendar   text        not null
);

create index mail_by_client on notifier.mail (client_id, id);
create index mail_by_tenant on notifier.mail (tenant, id) where tenant is not null;
