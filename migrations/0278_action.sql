-- Actions against the gap: what there is to spend, plans that were computed, and the tasks that came of them.
create table action_setting (
  zone_id uuid not null references zone,
  valid_from date not null,
  facts jsonb not null,
  source_kind text not null check (source_kind in ('simulated', 'entered')),
  changed_by text not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  version bigint not null default 1,
  primary key (zone_id, valid_from)
);
comment on table action_setting is '措施参数';
comment on column action_setting.facts is 'ActionFacts of the contract: cost, assumed effect, capacity, exclusions; counts from valid_from until the next row';

create table action_plan (
  zone_id uuid not null references zone,
  plan_id uuid not null,
  run_id uuid not null,
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  done bigint not null default 0,
  total bigint not null check (total > 0),
  reasons jsonb not null default '[]',
  facts jsonb not null,
  result text,
  started_by text not null,
  started_by_name text not null,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  finished_at timestamptz,
  accepted_by_name text,
  accepted_at timestamptz,
  primary key (zone_id, plan_id),
  foreign key (zone_id, run_id) references forecast_run,
  check ((state = 'running') = (finished_at is null)),
  check ((state = 'done') = (result is not null)),
  check (accepted_at is null or state = 'done')
);
create unique index on action_plan (zone_id) where state = 'running';
create index on action_plan (zone_id, run_id);
create index on action_plan (zone_id, started_at desc);
comment on table action_plan is '措施方案';
comment on column action_plan.facts is 'the settings that it was computed with, and what had been measured by then';
comment on column action_plan.result is 'what is gained, what was chosen and what was not, as JSON; amounts in fen';

create table action_task (
  zone_id uuid not null references zone,
  task_id uuid not null,
  plan_id uuid not null,
  project_id uuid not null,
  kind text not null check (kind in ('expedite', 'visit', 'front-load', 'reserve')),
  gate text,
  year integer not null,
  known_months integer not null check (known_months between 0 and 12),
  month_ym date not null check (extract(day from month_ym) = 1),
  effect_ym date not null check (extract(day from effect_ym) = 1),
  assignee_role text not null,
  assignee text,
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  closed_on date,
  reason text check (length(reason) between 1 and 500),
  gain_fen bigint not null,
  base_fen bigint not null,
  acted_fen bigint not null,
  outcome_fen bigint,
  has_worked boolean,
  measured_at timestamptz,
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (zone_id, task_id),
  foreign key (zone_id, plan_id) references action_plan,
  foreign key (zone_id, project_id) references project on delete cascade,
  check ((state = 'open') = (closed_on is null)),
  check (state <> 'dropped' or reason is not null),
  check ((has_worked is null) = (measured_at is null))
);
create index on action_task (zone_id, plan_id);
create index on action_task (zone_id, project_id);
create index on action_task (zone_id, state, due_on);
comment on table action_task is '措施任务';
comment on column action_task.assignee is 'name of the person; null: whoever has the role';
comment on column action_task.effect_ym is 'the month by whose end the effect shows: the gate is passed, or the money is reported';
comment on column action_task.base_fen is 'expected of the project from known_months to effect_ym without the action; acted_fen: when it works; outcome_fen: what was reported';
comment on column action_task.has_worked is 'the gate was passed by the end of effect_ym, or the money came nearer to acted_fen than to base_fen; null: not measured';

do $$
declare
  name text;
begin
  foreach name in array array['action_setting', 'action_plan', 'action_task'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert, update on %I to ballast_app', name);
  end loop;
  -- Settings and plans are about the zone as a whole: nothing of them for whoever reaches a part.
  foreach name in array array['action_setting', 'action_plan'] loop
    execute format('create policy reach on %I for select to ballast_scoped using (false)', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
end
$$;
create policy reach on action_task for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from project p where p.zone_id = action_task.zone_id and p.project_id = action_task.project_id));
-- A service manager or a bureau closes what is theirs; an enterprise does not.
create policy reach_write on action_task for update to ballast_scoped using (zone_id = current_zone_id()
  and (reached_manager() is not null or reached_bureau() is not null)
  and exists (select from project p where p.zone_id = action_task.zone_id and p.project_id = action_task.project_id));
grant select, update on action_task to ballast_scoped;
grant delete on action_task to ballast_app;
