-- What was forecast, and what came of it. A forecast that was issued is never written again: the application may add rows and read
-- them, no more. Work that is under way stands apart from it.
create table forecast_job (
  zone_id uuid not null references zone,
  job_id uuid not null,
  year integer not null,
  months jsonb not null,
  runs jsonb not null default '[]',
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  done bigint not null default 0,
  total bigint not null check (total > 0),
  reasons jsonb not null default '[]',
  started_by text not null,
  started_by_name text not null,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  finished_at timestamptz,
  primary key (zone_id, job_id),
  check ((state = 'running') = (finished_at is null))
);
create unique index on forecast_job (zone_id) where state = 'running';
create index on forecast_job (zone_id, started_at desc);
comment on table forecast_job is '预测任务';
comment on column forecast_job.months is 'as-of months, one forecast each, in this order; runs are their forecasts, as far as they are there';
comment on column forecast_job.done is 'steps of total that are made; a step is a part of the draws of one forecast';

create table forecast_run (
  zone_id uuid not null references zone,
  run_id uuid not null,
  year integer not null,
  as_of_ym date not null check (extract(day from as_of_ym) = 1),
  issued_at timestamptz not null,
  issued_by text not null,
  issued_by_name text not null,
  timing text not null check (timing in ('current', 'afterwards')),
  is_provisional boolean not null,
  is_simulated boolean not null,
  version_id uuid,
  seed bigint not null check (seed between 0 and 4294967295),
  draws bigint not null check (draws > 0),
  code_version text not null,
  data_version text not null check (data_version ~ '^[0-9a-f]{64}$'),
  result_version text not null check (result_version ~ '^[0-9a-f]{64}$'),
  target_fen bigint,
  p10_fen bigint not null,
  p50_fen bigint not null,
  p90_fen bigint not null,
  reached_ppm bigint check (reached_ppm between 0 and 1000000),
  input text not null,
  basis jsonb not null,
  levels jsonb not null,
  result text not null,
  primary key (zone_id, run_id),
  foreign key (zone_id, version_id) references plan_version,
  check (p10_fen <= p50_fen and p50_fen <= p90_fen),
  check ((target_fen is null) = (reached_ppm is null))
);
create index on forecast_run (zone_id, year, as_of_ym, issued_at);
create index on forecast_run (zone_id, version_id);
comment on table forecast_run is '预测';
comment on column forecast_run.timing is 'current: the as-of month was the latest known when it was issued; afterwards: run later on what is on record of that month';
comment on column forecast_run.is_provisional is 'the as-of month was not closed: what was not verified of it is as handed in, or else as told from the site';
comment on column forecast_run.version_id is 'the plan that it stands on; null: the year has none';
comment on column forecast_run.data_version is 'SHA-256 of input; result_version that of result';
comment on column forecast_run.input is 'ForecastInput of the engine as JSON, amounts as text: with seed and draws it gives result again, to the bit';
comment on column forecast_run.basis is 'what else was known: where the as-of month''s figures come from, targets and plan by month, the figures of the simple rules';
comment on column forecast_run.levels is 'of each horizon''s total: the amounts in fen, as text, below which 1, 2, … 99 of a hundred draws lie';
comment on column forecast_run.p10_fen is 'of the whole year, as p50_fen and p90_fen; with reached_ppm the chance of reaching target_fen';

create table forecast_outcome (
  zone_id uuid not null references zone,
  run_id uuid not null,
  horizon text not null check (horizon in ('Q1', 'H1', 'Q3', 'YE')),
  p10_fen bigint not null,
  p50_fen bigint not null,
  p90_fen bigint not null,
  outcome_fen bigint not null,
  crps_fen bigint not null check (crps_fen >= 0),
  is_inside boolean not null,
  rank_ppm bigint not null check (rank_ppm between 0 and 1000000),
  rules jsonb not null,
  scored_at timestamptz not null,
  primary key (zone_id, run_id, horizon),
  foreign key (zone_id, run_id) references forecast_run
);
comment on table forecast_outcome is '预测结果评分';
comment on column forecast_outcome.outcome_fen is 'what was reported by the end of the horizon, with the corrections that appear by then';
comment on column forecast_outcome.is_inside is 'between p10 and p90';
comment on column forecast_outcome.rank_ppm is 'which part of the draws is at or below the outcome';
comment on column forecast_outcome.rules is 'CRPS of the simple rules in fen as text, by name';

do $$
declare
  name text;
begin
  foreach name in array array['forecast_job', 'forecast_run', 'forecast_outcome'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    -- A forecast is about the zone as a whole: nothing of it for whoever reaches a part.
    execute format('create policy reach on %I for select to ballast_scoped using (false)', name);
    execute format('grant select, insert on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
end
$$;
grant update on forecast_job to ballast_app;
