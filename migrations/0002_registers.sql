create table custom_field (
  zone_id uuid not null references zone,
  subject_type text not null check (subject_type in ('project', 'enterprise', 'parcel')),
  field_code text not null,
  name_zh text not null,
  name_en text not null,
  value_type text not null check (value_type in ('text', 'number', 'date', 'money', 'choice')),
  choices jsonb not null default '[]',
  sort integer not null,
  primary key (zone_id, subject_type, field_code)
);
comment on table custom_field is '自定义字段';

-- Where one fact of a register or a plan comes from. A fact without a row here was entered by a user.
create table provenance (
  zone_id uuid not null references zone,
  subject_type text not null check (subject_type in ('project', 'enterprise', 'parcel', 'plan_project')),
  subject_id uuid not null,
  field text not null,
  source_kind text not null check (source_kind in ('public', 'simulated', 'computed')),
  citation text not null,
  primary key (zone_id, subject_type, subject_id, field)
);
comment on table provenance is '事实来源';

create table enterprise (
  zone_id uuid not null references zone,
  enterprise_id uuid not null,
  credit_code text,
  credit_code_override_reason text,
  credit_code_overridden_by text,
  name_zh text not null,
  name_en text,
  short_name text,
  aliases text[] not null default '{}',
  group_name text,
  parent_enterprise_id uuid,
  notes text,
  custom jsonb not null default '{}',
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  search_text text not null,
  sort_key text not null collate "C",
  version bigint not null default 1,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  modified_by text not null,
  primary key (zone_id, enterprise_id),
  unique (zone_id, name_zh),
  unique (zone_id, credit_code),
  foreign key (zone_id, parent_enterprise_id) references enterprise,
  check ((credit_code_override_reason is null) = (credit_code_overridden_by is null))
);
create index on enterprise (zone_id, parent_enterprise_id);
create index on enterprise (zone_id, sort_key, enterprise_id);
comment on table enterprise is '企业';
comment on column enterprise.search_text is 'lower-case names, codes, pinyin and pinyin initials; what the search box matches';
comment on column enterprise.sort_key is 'pinyin with tones; Chinese names sort by it in byte order on every database';

create table project (
  zone_id uuid not null references zone,
  project_id uuid not null,
  project_no text not null,
  project_code text,
  name_zh text not null,
  name_en text,
  short_name text,
  owner_enterprise_id uuid,
  category_code text,
  cluster_code text,
  industry_code text,
  nature text check (nature in ('new', 'expansion', 'renewal')),
  total_fen bigint check (total_fen >= 0),
  total_construction_fen bigint check (total_construction_fen >= 0),
  total_installation_fen bigint check (total_installation_fen >= 0),
  total_equipment_fen bigint check (total_equipment_fen >= 0),
  total_other_fen bigint check (total_other_fen >= 0),
  total_land_fen bigint check (total_land_fen >= 0),
  bureau_code text,
  service_manager text,
  address text,
  stat_area_code text,
  tags text[] not null default '{}',
  custom jsonb not null default '{}',
  notes text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  search_text text not null,
  sort_key text not null collate "C",
  version bigint not null default 1,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  modified_by text not null,
  primary key (zone_id, project_id),
  unique (zone_id, project_no),
  unique (zone_id, project_code),
  foreign key (zone_id, owner_enterprise_id) references enterprise,
  foreign key (zone_id, category_code) references category,
  foreign key (zone_id, cluster_code) references cluster,
  check (total_land_fen is null or total_land_fen <= total_other_fen)
);
create index on project (zone_id, owner_enterprise_id);
create index on project (zone_id, category_code);
create index on project (zone_id, cluster_code);
create index on project (zone_id, sort_key, project_id);
create index on project (zone_id, total_fen, project_id);
comment on table project is '投资项目';
comment on column project.project_no is 'the zone''s own number of the project: the natural key of imports, because not every project has a national code yet';
comment on column project.project_code is 'national code of a fixed-asset investment project, GB/T 40058-2021';
comment on column project.total_land_fen is 'of which: 建设用地费, part of total_other_fen';

create table project_funding (
  zone_id uuid not null references zone,
  project_id uuid not null,
  source_code text not null check (source_code in ('state_budget', 'domestic_loan', 'bond', 'foreign_capital', 'self_raised', 'other')),
  amount_fen bigint not null check (amount_fen >= 0),
  primary key (zone_id, project_id, source_code),
  foreign key (zone_id, project_id) references project on delete cascade
);
comment on table project_funding is '资金来源';

create table project_gate (
  zone_id uuid not null references zone,
  project_id uuid not null,
  gate text not null check (gate in ('signing', 'land_award', 'construction_start', 'completion', 'production', 'full_capacity')),
  planned_on date not null,
  primary key (zone_id, project_id, gate),
  foreign key (zone_id, project_id) references project on delete cascade
);
comment on table project_gate is '项目节点';

create table project_relation (
  zone_id uuid not null references zone,
  project_id uuid not null,
  related_project_id uuid not null,
  kind text not null check (kind in ('later_phase_of', 'part_of', 'renewal_of')),
  primary key (zone_id, project_id, related_project_id),
  foreign key (zone_id, project_id) references project on delete cascade,
  foreign key (zone_id, related_project_id) references project on delete cascade,
  check (project_id <> related_project_id)
);
create index on project_relation (zone_id, related_project_id);
comment on table project_relation is '项目关系';

-- A place that carries investment: a parcel of land, or a declared corridor (railway, road) that has no parcel of its own.
create table parcel (
  zone_id uuid not null references zone,
  parcel_id uuid not null,
  kind text not null check (kind in ('parcel', 'corridor')),
  name text not null,
  cadastral_code text,
  geometry jsonb,
  min_lng double precision,
  min_lat double precision,
  max_lng double precision,
  max_lat double precision,
  min_x_m double precision,
  min_y_m double precision,
  max_x_m double precision,
  max_y_m double precision,
  area_computed_m2 numeric(14, 2),
  area_official_m2 numeric(14, 2) check (area_official_m2 > 0),
  floor_area_m2 numeric(14, 2) check (floor_area_m2 >= 0),
  land_use_code text,
  far numeric(6, 3) check (far >= 0),
  height_m numeric(8, 2) check (height_m >= 0),
  density_pct numeric(5, 2) check (density_pct between 0 and 100),
  green_pct numeric(5, 2) check (green_pct between 0 and 100),
  conditions_note text,
  supply_mode text,
  status text,
  price_fen bigint check (price_fen >= 0),
  tenure_years integer check (tenure_years > 0),
  deal_on date,
  commitments text,
  notes text,
  custom jsonb not null default '{}',
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  search_text text not null,
  sort_key text not null collate "C",
  version bigint not null default 1,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  modified_by text not null,
  primary key (zone_id, parcel_id),
  unique (zone_id, cadastral_code),
  check ((geometry is null) = (min_lng is null))
);
create index on parcel (zone_id, sort_key, parcel_id);
create index on parcel (zone_id, min_lng, max_lng);
comment on table parcel is '地块';
comment on column parcel.geometry is 'GeoJSON in CGCS2000 (EPSG:4490): Polygon or MultiPolygon of a parcel, LineString or MultiLineString of a corridor';
comment on column parcel.min_x_m is 'bounding box in metres of the zone''s projected system';

create table parcel_name (
  zone_id uuid not null references zone,
  name text not null,
  parcel_id uuid not null,
  primary key (zone_id, name),
  foreign key (zone_id, parcel_id) references parcel on delete cascade
);
create index on parcel_name (zone_id, parcel_id);
comment on table parcel_name is '地块名称';
comment on column parcel_name.name is 'every name of a parcel, its main one included; no two parcels of a zone share a name';

create table project_parcel (
  zone_id uuid not null references zone,
  project_id uuid not null,
  parcel_id uuid not null,
  area_m2 numeric(14, 2) check (area_m2 >= 0),
  floor_area_m2 numeric(14, 2) check (floor_area_m2 >= 0),
  primary key (zone_id, project_id, parcel_id),
  foreign key (zone_id, project_id) references project on delete cascade,
  foreign key (zone_id, parcel_id) references parcel
);
create index on project_parcel (zone_id, parcel_id);
comment on table project_parcel is '项目用地';
comment on column project_parcel.area_m2 is 'the part of the parcel that this project uses; null: all of it';
