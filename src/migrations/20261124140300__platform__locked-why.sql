-- Why an account was locked, for whoever keeps it next; the audit says who did it.
alter table platform.account add column disabled_why text;
