-- The second factor of a password sign-in: a secret that the user's authenticator has as well.
create table user_second_factor (
  zone_id uuid not null references zone,
  user_id uuid not null,
  secret text not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  primary key (zone_id, user_id),
  foreign key (zone_id, user_id) references app_user on delete cascade
);
comment on table user_second_factor is '二次验证';
comment on column user_second_factor.secret is 'encrypted under a key derived from the installation''s secret';
comment on column user_second_factor.confirmed_at is 'when the user proved that his authenticator has it; until then it is not asked for';
comment on column user_second_factor.last_step is 'the time step of the last code that was accepted; no code counts twice';

alter table user_second_factor enable row level security;
create policy zone_isolation on user_second_factor to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
create policy own on user_second_factor to ballast_scoped using (zone_id = current_zone_id() and user_id = current_user_id())
  with check (zone_id = current_zone_id() and user_id = current_user_id());
grant select, insert, update, delete on user_second_factor to ballast_app, ballast_scoped;
