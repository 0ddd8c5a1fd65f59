-- Sign-in by an identity provider (OpenID Connect): whose account a person of the provider has, and which sign-in there a session stands on.
create table user_identity (
  zone_id uuid not null references zone,
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  created_at timestamptz not null,
  primary key (zone_id, issuer, subject),
  foreign key (zone_id, user_id) references app_user on delete cascade
);
create index on user_identity (zone_id, user_id);
comment on table user_identity is '统一身份';
comment on column user_identity.subject is 'the provider''s own name for the person, which it never gives to another';

alter table user_session add column issuer text, add column provider_session text;
alter table user_session add check (issuer is null or method = 'oidc');
create index on user_session (zone_id, issuer, provider_session) where issuer is not null;
comment on column user_session.provider_session is 'the session at the provider (sid) that this one ends with, if the provider names it';
alter table user_session drop constraint user_session_ended_reason_check;
alter table user_session add constraint user_session_ended_reason_check check (ended_reason in
  ('signed_out', 'revoked', 'replaced', 'password_changed', 'reset', 'deactivated', 'provider', 'no_role'));

create table spent_logout_token (
  zone_id uuid not null references zone,
  issuer text not null,
  token_id text not null,
  spent_at timestamptz not null,
  primary key (zone_id, issuer, token_id)
);
comment on table spent_logout_token is '已用的注销令牌';

do $$
declare
  name text;
begin
  foreach name in array array['user_identity', 'spent_logout_token'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert, update, delete on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
end
$$;
create policy own on user_identity for select to ballast_scoped using (zone_id = current_zone_id() and user_id = current_user_id());
create policy nobodys on spent_logout_token for select to ballast_scoped using (false);
