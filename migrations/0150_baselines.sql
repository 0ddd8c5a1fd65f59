-- A baseline is taken by hand under a name, or with the plan version that comes into force; what it keeps is never changed.
alter table gate_baseline
  add column version_id uuid,
  add foreign key (zone_id, version_id) references plan_version;
create unique index on gate_baseline (zone_id, version_id);
create unique index on gate_baseline (zone_id, name) where version_id is null;
comment on column gate_baseline.version_id is 'the plan version with whose adoption it was taken; null: taken by hand';

revoke update on gate_baseline from ballast_app;
revoke update, delete on gate_baseline_date from ballast_app;
