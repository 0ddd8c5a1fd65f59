-- What was told of when jobs start. Each stays as it was told; how it came out stands in the job.
create table compute_wait_estimate (
  zone_id uuid not null references zone,
  job_id uuid not null,
  told_at timestamptz not null,
  centre_id uuid not null,
  cards bigint not null check (cards > 0),
  simulated_p50_s bigint not null check (simulated_p50_s >= 0),
  simulated_p90_s bigint not null check (simulated_p90_s >= simulated_p50_s),
  p50_s bigint not null check (p50_s >= 0),
  p90_s bigint not null check (p90_s >= p50_s),
  engine_start_at timestamptz,
  primary key (zone_id, job_id, told_at),
  foreign key (zone_id, job_id) references compute_job,
  foreign key (zone_id, centre_id) references compute_centre
);
create index on compute_wait_estimate (zone_id, centre_id, told_at desc);
comment on table compute_wait_estimate is '等待时间预估记录';
comment on column compute_wait_estimate.simulated_p50_s is 'before it is held against how earlier estimates came out; later corrections learn from it';
comment on column compute_wait_estimate.engine_start_at is 'the engine''s own word at that moment; null: it had none yet';

-- What jobs ran of their limits is learned from the newest that ended.
create index on compute_job (zone_id, ended_at desc) where started_at is not null and ended_at is not null;

alter table compute_wait_estimate enable row level security;
create policy zone_isolation on compute_wait_estimate to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
grant select, insert on compute_wait_estimate to ballast_app;
create policy reach on compute_wait_estimate for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from compute_job j where j.zone_id = compute_wait_estimate.zone_id and j.job_id = compute_wait_estimate.job_id));
grant select on compute_wait_estimate to ballast_scoped;
