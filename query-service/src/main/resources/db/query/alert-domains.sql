create table alert_domain (
    domain  text    collate "C" primary key,
    -- One that is allowed no more keeps its row, so that the version is not lost.
    allowed boolean not null,
    version bigint  not null
);
