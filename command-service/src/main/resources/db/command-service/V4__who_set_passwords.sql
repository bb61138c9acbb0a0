-- The rights over Rekey of whoever set the password: see org.rekey.domain.secret.SetterRights. Null, as for passwords that are
-- older than this column, counts as none.
alter table command.password add column set_with text;
