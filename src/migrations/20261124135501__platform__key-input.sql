-- A key stands for one command with one input: sent again with another, it is refused instead of answering what the first one answered.
alter table platform.done_once add column input_hash text not null default '';
