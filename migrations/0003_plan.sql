create table year_plan (
  zone_id uuid not null references zone,
  year integer not null check (year between 1990 and 2100),
  adopted_version_id uuid,
  version bigint not null default 1,
  primary key (zone_id, year)
);
comment on table year_plan is '年度投资计划';
comment on column year_plan.adopted_version_id is 'the version in force; changes only when a draft is adopted, under this row''s lock';

create table plan_version (
  zone_id uuid not null references zone,
  version_id uuid not null,
  year integer not null,
  number integer,
  status text not null check (status in ('draft', 'adopted', 'discarded')),
  title text not null,
  reason text not null,
  parent_version_id uuid,
  created_by text not null,
  created_at timestamptz not null,
  adopted_by text,
  adopted_at timestamptz,
  version bigint not null default 1,
  primary key (zone_id, version_id),
  unique (zone_id, year, number),
  foreign key (zone_id, year) references year_plan,
  foreign key (zone_id, parent_version_id) references plan_version,
  check ((status = 'adopted') = (number is not null)),
  check ((status = 'adopted') = (adopted_at is not null))
);
create index on plan_version (zone_id, parent_version_id);
alter table year_plan add foreign key (zone_id, adopted_version_id) references plan_version;
create index on year_plan (zone_id, adopted_version_id);
comment on table plan_version is '计划版本';
comment on column plan_version.number is '1, 2, … in order of adoption; null before';
comment on column plan_version.parent_version_id is 'the adopted version that this one was copied from, or rebased onto';

create table plan_target (
  zone_id uuid not null references zone,
  version_id uuid not null,
  target_id uuid not null,
  indicator text not null,
  scope_kind text not null check (scope_kind in ('zone', 'category', 'cluster')),
  scope_code text not null,
  period text not null,
  comparator text not null check (comparator in ('at_least', 'at_most', 'equal')),
  value_fen bigint,
  value_ppm bigint,
  value_count bigint,
  note text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  version bigint not null default 1,
  primary key (zone_id, version_id, target_id),
  unique (zone_id, version_id, indicator, scope_kind, scope_code, period, comparator),
  foreign key (zone_id, version_id) references plan_version,
  check (num_nonnulls(value_fen, value_ppm, value_count) = 1)
);
comment on table plan_target is '计划目标';
comment on column plan_target.period is 'year, H1, Q1…Q4, first-three-quarters, month-01…month-12, cumulative-01…cumulative-12';

create table plan_node (
  zone_id uuid not null references zone,
  version_id uuid not null,
  node_id uuid not null,
  parent_id uuid,
  code text not null,
  name_zh text not null,
  name_en text not null,
  category_code text,
  cluster_code text,
  frame_fen bigint not null check (frame_fen >= 0),
  sort integer not null,
  version bigint not null default 1,
  primary key (zone_id, version_id, node_id),
  unique (zone_id, version_id, code),
  foreign key (zone_id, version_id) references plan_version,
  foreign key (zone_id, version_id, parent_id) references plan_node,
  foreign key (zone_id, category_code) references category,
  foreign key (zone_id, cluster_code) references cluster
);
create index on plan_node (zone_id, version_id, parent_id);
create index on plan_node (zone_id, category_code);
create index on plan_node (zone_id, cluster_code);
comment on table plan_node is '计划分解节点';
comment on column plan_node.node_id is 'the same node keeps its id from version to version';
comment on column plan_node.frame_fen is '分解额: the amount given to this node; the root''s is the whole plan';

create table plan_project (
  zone_id uuid not null references zone,
  version_id uuid not null,
  project_id uuid not null,
  node_id uuid,
  annual_fen bigint not null check (annual_fen >= 0),
  profile text not null check (profile in ('even', 'front_loaded', 's_curve', 'custom')),
  note text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  version bigint not null default 1,
  primary key (zone_id, version_id, project_id),
  foreign key (zone_id, version_id) references plan_version,
  foreign key (zone_id, project_id) references project,
  foreign key (zone_id, version_id, node_id) references plan_node
);
create index on plan_project (zone_id, project_id);
create index on plan_project (zone_id, version_id, node_id);
comment on table plan_project is '项目年度计划';
comment on column plan_project.annual_fen is 'countable investment planned for the year; the countable months must add up to it';

create table plan_month (
  zone_id uuid not null references zone,
  version_id uuid not null,
  project_id uuid not null,
  month_ym date not null check (extract(day from month_ym) = 1),
  countable boolean not null,
  not_countable_reason text,
  construction_fen bigint not null check (construction_fen >= 0),
  installation_fen bigint not null check (installation_fen >= 0),
  equipment_fen bigint not null check (equipment_fen >= 0),
  other_fen bigint not null check (other_fen >= 0),
  land_fen bigint not null check (land_fen between 0 and other_fen),
  total_fen bigint generated always as (construction_fen + installation_fen + equipment_fen + other_fen) stored,
  primary key (zone_id, version_id, project_id, month_ym, countable),
  foreign key (zone_id, version_id, project_id) references plan_project on delete cascade,
  check (countable = (not_countable_reason is null))
);
comment on table plan_month is '项目月度计划';
comment on column plan_month.land_fen is 'of which: 建设用地费, part of other_fen';

create table plan_share (
  zone_id uuid not null references zone,
  version_id uuid not null,
  project_id uuid not null,
  parcel_id uuid not null,
  ordinal integer not null,
  share_ppm bigint not null check (share_ppm between 0 and 1000000),
  method text not null check (method in ('area', 'floor_area', 'by_hand')),
  primary key (zone_id, version_id, project_id, parcel_id),
  unique (zone_id, version_id, project_id, ordinal),
  foreign key (zone_id, version_id, project_id) references plan_project on delete cascade,
  foreign key (zone_id, parcel_id) references parcel
);
create index on plan_share (zone_id, parcel_id);
comment on table plan_share is '计划落地份额';
comment on column plan_share.share_ppm is 'parts per million of the project''s plan that stand on this parcel';

create table plan_acceptance (
  zone_id uuid not null references zone,
  version_id uuid not null,
  rule text not null,
  subject text not null,
  reason text not null,
  accepted_by text not null,
  accepted_at timestamptz not null,
  primary key (zone_id, version_id, rule, subject),
  foreign key (zone_id, version_id) references plan_version
);
comment on table plan_acceptance is '警告接受记录';
