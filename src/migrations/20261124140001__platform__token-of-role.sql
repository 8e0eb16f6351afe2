-- A role that was never held (it ended on the day it began) takes its tokens with it: they must not keep it alive.
alter table platform.api_token
  drop constraint api_token_role_held_id_fkey,
  add constraint api_token_role_held_id_fkey foreign key (role_held_id) references platform.role_held on delete cascade;
