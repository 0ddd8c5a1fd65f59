-- Why a job went to the centre it went to, as it stood when it was decided.
create table compute_placement (
  zone_id uuid not null references zone,
  job_id uuid not null,
  placed_at timestamptz not null,
  centre_id uuid not null,
  placed_by text,
  options jsonb not null,
  primary key (zone_id, job_id, placed_at),
  foreign key (zone_id, job_id) references compute_job,
  foreign key (zone_id, centre_id) references compute_centre
);
create index on compute_placement (zone_id, centre_id);
comment on table compute_placement is '算力作业选址记录';
comment on column compute_placement.placed_by is 'who chose it; null: the platform';
comment on column compute_placement.options is 'every centre as it was looked at: free cards, expected start and price, or what stood against it';

alter table compute_placement enable row level security;
create policy zone_isolation on compute_placement to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
grant select, insert on compute_placement to ballast_app;
create policy reach on compute_placement for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from compute_job j where j.zone_id = compute_placement.zone_id and j.job_id = compute_placement.job_id));
grant select on compute_placement to ballast_scoped;
