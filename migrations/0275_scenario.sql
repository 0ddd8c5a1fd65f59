-- What somebody tries on a forecast: the changes, and what the engine makes of them. Its owner's, and of the zone where it is shared.
create table forecast_scenario (
  zone_id uuid not null references zone,
  scenario_id uuid not null,
  run_id uuid not null,
  user_id uuid not null,
  name text not null check (name <> ''),
  changes jsonb not null,
  result text not null,
  result_version text not null check (result_version ~ '^[0-9a-f]{64}$'),
  is_shared boolean not null default false,
  version bigint not null default 1,
  modified_at timestamptz not null,
  primary key (zone_id, scenario_id),
  unique (zone_id, run_id, user_id, name),
  foreign key (zone_id, run_id) references forecast_run,
  foreign key (zone_id, user_id) references app_user
);
create index on forecast_scenario (zone_id, user_id);
comment on table forecast_scenario is '情景';
comment on column forecast_scenario.changes is 'in their order, amounts in yuan as text: with the input, seed and draws of the forecast they give result again, to the bit';
comment on column forecast_scenario.result is 'the outcome of the forecast and that with the changes, as canonical JSON; result_version is its SHA-256';

alter table forecast_scenario enable row level security;
create policy zone_isolation on forecast_scenario to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
-- As a forecast it is about the zone as a whole: nothing of it for whoever reaches a part.
create policy reach on forecast_scenario for select to ballast_scoped using (false);
grant select, insert, update, delete on forecast_scenario to ballast_app;
grant select on forecast_scenario to ballast_scoped;
