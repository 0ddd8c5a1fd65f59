-- Accounts: who may sign in, as what, and where he is signed in now.
alter table app_user
  add column email text,
  add column bureau_code text,
  add column enterprise_id uuid,
  add column is_active boolean not null default true,
  add column version bigint not null default 1,
  add foreign key (zone_id, enterprise_id) references enterprise;
create index on app_user (zone_id, enterprise_id);
comment on column app_user.enterprise_id is 'the enterprise that a reporter speaks for';

create table user_role (
  zone_id uuid not null references zone,
  user_id uuid not null,
  role text not null check (role in ('administrator', 'planner', 'service_manager', 'enterprise_reporter', 'approver',
    'land_officer', 'finance', 'statistics_officer', 'leader', 'auditor')),
  bureau_only boolean not null default false,
  primary key (zone_id, user_id, role),
  foreign key (zone_id, user_id) references app_user on delete cascade
);
comment on table user_role is '用户角色';
comment on column user_role.bureau_only is 'where the role reaches the zone, this grant reaches the projects of the user''s bureau only';
insert into user_role (zone_id, user_id, role)
  select zone_id, user_id, case role when 'viewer' then 'leader' else role end from app_user;
alter table app_user drop column role;

create table user_password (
  zone_id uuid not null references zone,
  user_id uuid not null,
  hash text not null,
  must_change boolean not null,
  is_demonstration boolean not null default false,
  changed_at timestamptz not null,
  primary key (zone_id, user_id),
  foreign key (zone_id, user_id) references app_user on delete cascade
);
comment on table user_password is '登录密码';
comment on column user_password.hash is 'argon2id in PHC text';
comment on column user_password.is_demonstration is 'the password of the zone pack, which is no secret';

create table user_session (
  zone_id uuid not null references zone,
  session_id uuid not null,
  user_id uuid not null,
  token_hash text not null,
  method text not null check (method in ('password', 'oidc')),
  address text not null,
  user_agent text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text check (ended_reason in ('signed_out', 'revoked', 'replaced', 'password_changed', 'reset', 'deactivated')),
  primary key (zone_id, session_id),
  unique (zone_id, token_hash),
  foreign key (zone_id, user_id) references app_user on delete cascade,
  check ((ended_at is null) = (ended_reason is null))
);
create index on user_session (zone_id, user_id);
comment on table user_session is '登录会话';
comment on column user_session.token_hash is 'SHA-256 of the secret in the cookie; the secret itself is nowhere';
comment on column user_session.expires_at is 'absolute end; an idle session ends earlier';

-- Failed sign-ins, counted for an account at one address, for an account at unknown devices, for a device, for an address.
create table sign_in_failure (
  zone_id uuid not null references zone,
  guard text not null,
  failures integer not null check (failures > 0),
  last_failed_at timestamptz not null,
  primary key (zone_id, guard)
);
comment on table sign_in_failure is '登录失败计数';

do $$
declare
  name text;
begin
  foreach name in array array['user_role', 'user_password', 'user_session', 'sign_in_failure'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert, update, delete on %I to ballast_app', name);
  end loop;
end
$$;
