-- Roles. The application works as ballast_app inside every transaction, so that row-level security holds for it even where
-- it connects as the owner or as a superuser.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'ballast_app') then
    begin
      create role ballast_app nologin;
    exception when duplicate_object or unique_violation then
      null; -- another database of this cluster has just made it
    end;
  end if;
  execute format('grant ballast_app to %I', current_user);
end
$$;

-- The zone a transaction works for; null when it is not set, so that no row matches.
create function current_zone_id() returns uuid language sql stable
  return nullif(current_setting('ballast.zone_id', true), '')::uuid;

create table shared_calendar (
  calendar text primary key,
  name_zh text not null,
  name_en text not null,
  covered_from date not null,
  covered_until date not null,
  check (covered_from < covered_until)
);
comment on table shared_calendar is '工作日历';
comment on column shared_calendar.covered_until is 'first day that is not covered; workday arithmetic refuses from here on';

create table shared_calendar_day (
  calendar text not null references shared_calendar,
  day date not null,
  kind text not null check (kind in ('holiday', 'make_up_workday')),
  name_zh text not null,
  notice text not null,
  primary key (calendar, day)
);
comment on table shared_calendar_day is '节假日与调休';

-- The registry of tenants, shared by all nodes of a cluster. Everything else of a zone hangs on zone_id.
create table zone (
  zone_id uuid primary key,
  code text not null unique,
  name_zh text not null,
  name_en text not null,
  calendar text references shared_calendar,
  business_on date,
  projected_epsg integer not null,
  map jsonb not null default '{}',
  settings jsonb not null default '{}',
  pack jsonb not null default '{}',
  version bigint not null default 1
);
create index on zone (calendar);
comment on table zone is '开发区';
comment on column zone.business_on is 'fixed business date of a demonstration; null: the real date';
comment on column zone.projected_epsg is 'projected system in which areas and bounding boxes are computed';

create table app_user (
  zone_id uuid not null references zone,
  user_id uuid not null,
  login text not null,
  name_zh text not null,
  name_en text not null,
  role text not null check (role in ('administrator', 'planner', 'viewer', 'auditor')),
  primary key (zone_id, user_id),
  unique (zone_id, login)
);
comment on table app_user is '用户';

create table code_item (
  zone_id uuid not null references zone,
  list text not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  sort integer not null,
  attributes jsonb not null default '{}',
  primary key (zone_id, list, code)
);
comment on table code_item is '代码表';

create table category (
  zone_id uuid not null references zone,
  category_code text not null,
  name_zh text not null,
  name_en text not null,
  is_industry boolean not null,
  sort integer not null,
  primary key (zone_id, category_code)
);
comment on table category is '投资类别';

create table cluster (
  zone_id uuid not null references zone,
  cluster_code text not null,
  category_code text not null,
  name_zh text not null,
  name_en text not null,
  color text not null,
  sort integer not null,
  primary key (zone_id, cluster_code),
  foreign key (zone_id, category_code) references category
);
create index on cluster (zone_id, category_code);
comment on table cluster is '产业集群';

create table year_figure (
  zone_id uuid not null references zone,
  year integer not null,
  indicator text not null,
  value_fen bigint not null,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text not null,
  primary key (zone_id, year, indicator)
);
comment on table year_figure is '历年完成数';

-- Every change writes one row in its own transaction. Append-only: the application's role may only insert and read.
create table audit_entry (
  zone_id uuid not null references zone,
  entry_id uuid not null,
  recorded_at timestamptz not null,
  actor text not null,
  actor_name text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  before jsonb,
  after jsonb,
  request_id text not null,
  mac text not null,
  primary key (zone_id, entry_id)
);
create index on audit_entry (zone_id, subject_type, subject_id, entry_id);
comment on table audit_entry is '审计记录';
comment on column audit_entry.mac is 'HMAC-SHA-256 of the row''s canonical text under the key kept outside the database';

-- The chain over committed entries, written in batches by the sealer alone, so that writers never wait for one another.
create table audit_seal (
  zone_id uuid not null references zone,
  seq bigint not null,
  entry_id uuid not null,
  chain_mac text not null,
  sealed_at timestamptz not null,
  primary key (zone_id, seq),
  unique (zone_id, entry_id)
);
comment on table audit_seal is '审计封链';

create table idempotency_key (
  zone_id uuid not null references zone,
  idempotency_key text not null,
  action text not null,
  request_hash text not null,
  status integer not null,
  response jsonb,
  created_at timestamptz not null,
  primary key (zone_id, idempotency_key)
);
comment on table idempotency_key is '幂等键';

create table saved_view (
  zone_id uuid not null references zone,
  view_id uuid not null,
  user_id uuid not null,
  resource text not null,
  name text not null,
  is_shared boolean not null default false,
  query jsonb not null,
  version bigint not null default 1,
  modified_at timestamptz not null,
  primary key (zone_id, view_id),
  unique (zone_id, user_id, resource, name),
  foreign key (zone_id, user_id) references app_user
);
comment on table saved_view is '保存的视图';
