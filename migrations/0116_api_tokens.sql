-- Tokens by which a program acts for its user, with some of his rights and until a day.
create table api_token (
  zone_id uuid not null references zone,
  token_id uuid not null,
  user_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  token_hash text not null,
  actions text[],
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  last_address text,
  revoked_at timestamptz,
  revoked_by text,
  primary key (zone_id, token_id),
  unique (zone_id, token_hash),
  foreign key (zone_id, user_id) references app_user on delete cascade,
  check (expires_at > created_at),
  check ((revoked_at is null) = (revoked_by is null))
);
create index on api_token (zone_id, user_id);
comment on table api_token is '访问令牌';
comment on column api_token.token_hash is 'SHA-256 of the secret in the token; the secret itself is nowhere';
comment on column api_token.actions is 'what it may do; null: read whatever its user may read';

alter table api_token enable row level security;
create policy zone_isolation on api_token to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
create policy own on api_token to ballast_scoped using (zone_id = current_zone_id() and user_id = current_user_id())
  with check (zone_id = current_zone_id() and user_id = current_user_id());
grant select, insert, update, delete on api_token to ballast_app, ballast_scoped;
