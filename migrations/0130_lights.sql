-- Warning lights: by which rules they come on, who answers for one that should not count, and what follows from a red one.
create index on project (zone_id, service_manager);

create table light_rule (
  zone_id uuid not null references zone,
  kind text not null check (kind in ('late-start', 'signed-not-awarded', 'awarded-not-started', 'started-not-registered',
    'completed-not-producing', 'permit-lapse', 'commitment-overdue')),
  name_zh text not null,
  name_en text not null,
  unit text not null check (unit in ('days', 'workdays', 'months')),
  yellow_after integer check (yellow_after between 0 and 3650),
  red_after integer check (red_after between 0 and 3650),
  owed_by text not null check (owed_by in ('administrator', 'planner', 'service_manager', 'enterprise_reporter', 'approver',
    'land_officer', 'finance', 'statistics_officer')),
  owed_person text,
  condition_code text,
  is_active boolean not null,
  sort integer not null,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  version bigint not null default 1,
  primary key (zone_id, kind),
  check (yellow_after is not null or red_after is not null),
  check (yellow_after <= red_after),
  check ((kind = 'permit-lapse') = (condition_code is not null))
);
comment on table light_rule is '亮灯规则';
comment on column light_rule.yellow_after is 'yellow when more than so many units have passed; null: never';
comment on column light_rule.owed_person is 'who answers for it where the role alone does not say';
comment on column light_rule.condition_code is 'the permit that lapses';

create table light_override (
  zone_id uuid not null references zone,
  override_id uuid not null,
  project_id uuid not null,
  kind text not null,
  colour text not null check (colour in ('green', 'yellow')),
  reason text not null check (length(reason) between 1 and 500),
  until_on date not null,
  set_by text not null,
  set_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  primary key (zone_id, override_id),
  foreign key (zone_id, project_id) references project on delete cascade,
  foreign key (zone_id, kind) references light_rule,
  check ((ended_at is null) = (ended_by is null))
);
create unique index on light_override (zone_id, project_id, kind) where ended_at is null;
create index on light_override (zone_id, project_id);
create index on light_override (zone_id, kind);
comment on table light_override is '亮灯人工调整';
comment on column light_override.until_on is 'the last day on which it counts';

create table escalation_step (
  zone_id uuid not null references zone,
  step text not null check (step in ('reminder', 'supervision', 'leadership')),
  after_workdays integer not null check (after_workdays between 0 and 250),
  reply_workdays integer check (reply_workdays between 1 and 250),
  version bigint not null default 1,
  primary key (zone_id, step),
  check (step = 'reminder' or after_workdays > 0)
);
comment on table escalation_step is '督办步骤';
comment on column escalation_step.after_workdays is 'working days after the red light, or after the step before: its reply was due, or the day that a reply promised';

create table escalation (
  zone_id uuid not null references zone,
  escalation_id uuid not null,
  project_id uuid not null,
  kind text not null,
  red_since_on date not null,
  step text not null check (step in ('reminder', 'supervision', 'leadership')),
  step_on date not null,
  reply_due_on date,
  promised_on date,
  letter_year integer,
  letter_number integer,
  closed_on date,
  version bigint not null default 1,
  primary key (zone_id, escalation_id),
  unique (zone_id, letter_year, letter_number),
  foreign key (zone_id, project_id) references project on delete cascade,
  foreign key (zone_id, kind) references light_rule,
  check ((letter_year is null) = (letter_number is null))
);
create unique index on escalation (zone_id, project_id, kind) where closed_on is null;
create index on escalation (zone_id, project_id);
create index on escalation (zone_id, kind);
comment on table escalation is '督办事项';
comment on column escalation.promised_on is 'the day by which the reply to this step promises to be done; until then the clock stands';
comment on column escalation.closed_on is 'the light was no longer red';

-- What was said stays said, with what was at stake when it was.
create table escalation_event (
  zone_id uuid not null references zone,
  event_id uuid not null,
  escalation_id uuid not null,
  what text not null check (what in ('reminder', 'supervision', 'leadership', 'reply', 'closed')),
  happened_on date not null,
  due_on date,
  text text,
  owed_by text,
  owed_person text,
  stake_fen bigint,
  done_by text not null,
  done_by_name text not null,
  done_at timestamptz not null,
  primary key (zone_id, event_id),
  foreign key (zone_id, escalation_id) references escalation on delete cascade
);
create index on escalation_event (zone_id, escalation_id, done_at);
comment on table escalation_event is '督办记录';
comment on column escalation_event.due_on is 'a reply is due; of a reply: the day that it promises';
comment on column escalation_event.stake_fen is 'the plan of the year in force on that day';

do $$
declare
  name text;
begin
  foreach name in array array['light_rule', 'light_override', 'escalation_step', 'escalation', 'escalation_event'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert, update, delete on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
  foreach name in array array['light_rule', 'escalation_step'] loop
    execute format('create policy reach on %I for select to ballast_scoped using (zone_id = current_zone_id())', name);
  end loop;
  -- That a light is not to count, and that a project is being urged, is between the office and whoever looks after the project.
  foreach name in array array['light_override', 'escalation'] loop
    execute format('create policy reach on %1$I for select to ballast_scoped using (zone_id = current_zone_id()
      and (reached_manager() is not null or reached_bureau() is not null)
      and exists (select from project p where p.zone_id = %1$I.zone_id and p.project_id = %1$I.project_id))', name);
  end loop;
  create policy reach on escalation_event for select to ballast_scoped using (zone_id = current_zone_id()
    and exists (select from escalation c where c.zone_id = escalation_event.zone_id and c.escalation_id = escalation_event.escalation_id));
  create policy reply on escalation for update to ballast_scoped using (zone_id = current_zone_id()
    and (reached_manager() is not null or reached_bureau() is not null)
    and exists (select from project p where p.zone_id = escalation.zone_id and p.project_id = escalation.project_id));
  create policy reply on escalation_event for insert to ballast_scoped with check (zone_id = current_zone_id() and what = 'reply'
    and exists (select from escalation c where c.zone_id = escalation_event.zone_id and c.escalation_id = escalation_event.escalation_id));
  grant update on escalation to ballast_scoped;
  grant insert on escalation_event to ballast_scoped;
  revoke update, delete on escalation_event from ballast_app, ballast_scoped;
end
$$;

-- A service manager does not see the accounts of others, but who wrote what about his projects.
alter table project_update add column written_by_name text;
