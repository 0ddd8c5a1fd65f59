create table import_run (
  zone_id uuid not null references zone,
  import_id uuid not null,
  resource text not null,
  plan_version_id uuid,
  file_name text not null,
  file_sha256 text not null,
  file_bytes bigint not null,
  format text not null check (format in ('xlsx', 'csv')),
  status text not null check (status in ('reading', 'ready', 'committing', 'committed', 'cancelled', 'failed')),
  rows_read bigint not null default 0,
  rows_expected bigint,
  summary jsonb not null default '{}',
  reasons jsonb not null default '[]',
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  version bigint not null default 1,
  primary key (zone_id, import_id)
);
comment on table import_run is '导入批次';

create table import_row (
  zone_id uuid not null references zone,
  import_id uuid not null,
  sheet text not null,
  row_number integer not null,
  natural_key text not null,
  outcome text not null check (outcome in ('new', 'changed', 'unchanged', 'refused')),
  cells jsonb not null,
  changes jsonb not null default '[]',
  reasons jsonb not null default '[]',
  primary key (zone_id, import_id, sheet, row_number),
  foreign key (zone_id, import_id) references import_run on delete cascade
);
create index on import_row (zone_id, import_id, outcome);
comment on table import_row is '导入行';
