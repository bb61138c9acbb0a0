create table created (name text primary key);
