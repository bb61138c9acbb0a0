-- Tenants take turns, and so do the webhooks of one: who was served longest ago is next.
create sequence notifier.turn;

alter table notifier.webhook add column last_turn bigint not null default 0;

create table notifier.reminder_turn (
    -- Empty for those that belong to none.
    tenant    text   collate "C" primary key,
    last_turn bigint not null
);

create index reminder_due_by_tenant on notifier.reminder ((coalesce(tenant, '')), next_attempt_at) where state = 'DUE';
