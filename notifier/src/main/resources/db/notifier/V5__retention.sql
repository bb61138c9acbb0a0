-- What is over is found by when that was.
create index reminder_done on notifier.reminder (done_at) where done_at is not null;
create index webhook_delivery_done on notifier.webhook_delivery (done_at) where done_at is not null;
create index mail_sent on notifier.mail (sent_at);

-- Since when nothing has arrived at a webhook; null when the last message has.
alter table notifier.webhook add column failing_since timestamptz;
