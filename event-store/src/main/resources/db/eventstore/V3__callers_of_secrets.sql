-- Who uses a secret, as pairs with times: [{address, agent, lastUsedAt, uses}], the last to use it first.
alter table telemetry.secret_use
    drop column addresses,
    drop column agents,
    add column callers jsonb not null default '[]';
