-- The uploaded file itself, in pieces: kept in the database so that every process can read it, a backup holds it and
-- row-level security guards it. It is what the refusals are written back into.
create table import_file (
  zone_id uuid not null references zone,
  import_id uuid not null,
  seq integer not null,
  content bytea not null,
  primary key (zone_id, import_id, seq),
  foreign key (zone_id, import_id) references import_run on delete cascade
);
comment on table import_file is '导入文件';
alter table import_file enable row level security;
create policy zone_isolation on import_file to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
grant select, insert, update, delete on import_file to ballast_app;

-- A row is staged when it is read, and gets its outcome when it is compared with the register.
alter table import_row alter column outcome drop not null;
alter table import_row add column part text not null;
comment on column import_row.part is 'kind of sheet that the row came from: projects, months, shares …';
comment on column import_row.cells is 'the lines of the sheet that belong to this row: [number, [text of each column]]';
create index import_row_key_idx on import_row (zone_id, import_id, part, natural_key);
create index import_run_created_idx on import_run (zone_id, created_at, import_id);
