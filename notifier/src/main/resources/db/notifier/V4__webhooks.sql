-- Who listens, as far as the log has been followed. Written by WebhookFeed alone, but for the last three.
create table notifier.webhook (
    webhook_id      text        collate "C" primary key,
    version         bigint      not null,
    tenant          text        collate "C",
    url             text        not null,
    types           text[]      not null,
    secret_version  integer     not null default 1,
    both_until      timestamptz,
    enabled         boolean     not null default true,
    disabled_reason text,
    registered_at   timestamptz not null,
    -- It fails, so nothing is sent to it before then.
    paused_until    timestamptz,
    failures        integer     not null default 0,
    -- A message is on its way to it, or was when its sender died.
    sending_until   timestamptz
);

create index webhook_by_tenant on notifier.webhook (tenant, webhook_id);

-- To which tenant a client belongs, if to one. Of a client that is not here yet nobody is told.
create table notifier.webhook_client (
    client_id text collate "C" primary key,
    tenant    text collate "C"
);

-- How far the log has been followed. Never set back: what was told is not told again.
create table notifier.webhook_feed (
    only_row boolean primary key default true check (only_row),
    position bigint  not null
);

insert into notifier.webhook_feed (position) values (-1);

-- Messages, and what became of them.
create table notifier.webhook_delivery (
    id              bigint      generated always as identity unique,
    webhook_id      text        collate "C" not null references notifier.webhook on delete cascade,
    message_id      text        collate "C" not null,
    type            text        not null,
    client_id       text        collate "C" not null,
    body            text        not null,
    state           text        not null,
    created_at      timestamptz not null,
    next_attempt_at timestamptz not null,
    attempts        integer     not null default 0,
    done_at         timestamptz,
    answer          text,
    replayed_at     timestamptz,
    primary key (webhook_id, message_id)
);

create index webhook_delivery_due on notifier.webhook_delivery (webhook_id, next_attempt_at, id) where state = 'DUE';
create index webhook_delivery_by_webhook on notifier.webhook_delivery (webhook_id, id);
create index webhook_delivery_by_state on notifier.webhook_delivery (webhook_id, state, id);
