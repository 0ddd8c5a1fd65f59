-- Somebody stands in for somebody who is away: from the first to the last day he can act with the rights of the other, and each thing
-- that he does so says for whom.
create table deputy (
  zone_id uuid not null references zone,
  deputy_id uuid not null,
  absent_user_id uuid not null,
  deputy_user_id uuid not null,
  from_on date not null,
  until_on date not null,
  reason text not null,
  appointed_by text not null,
  appointed_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz,
  primary key (zone_id, deputy_id),
  foreign key (zone_id, absent_user_id) references app_user on delete cascade,
  foreign key (zone_id, deputy_user_id) references app_user on delete cascade,
  check (absent_user_id <> deputy_user_id),
  check (from_on <= until_on),
  check ((revoked_at is null) = (revoked_by is null))
);
create index on deputy (zone_id, absent_user_id);
create index on deputy (zone_id, deputy_user_id);
comment on table deputy is '代理授权';
comment on column deputy.until_on is 'the last day on which it counts';

alter table user_session add column acting_for uuid;
alter table user_session add foreign key (zone_id, acting_for) references app_user on delete cascade;
create index on user_session (zone_id, acting_for);
comment on column user_session.acting_for is 'for whom the user acts in this session, as long as he is his deputy';

alter table audit_entry add column on_behalf_of text;
comment on column audit_entry.on_behalf_of is 'login of the person for whom a deputy acted';

alter table deputy enable row level security;
create policy zone_isolation on deputy to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
create policy own on deputy for select to ballast_scoped
  using (zone_id = current_zone_id() and current_user_id() in (absent_user_id, deputy_user_id));
grant select, insert, update, delete on deputy to ballast_app;
grant select on deputy to ballast_scoped;
-- He sees the name of whom he stands in for, and of who stands in for him.
create policy deputies on app_user for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from deputy d where d.zone_id = app_user.zone_id and app_user.user_id in (d.absent_user_id, d.deputy_user_id)));
