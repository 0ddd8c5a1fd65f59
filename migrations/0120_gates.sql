-- The life of a project: which gates it has, what each of them needs, and what has happened at them.
alter table project_gate drop constraint project_gate_gate_check;
alter table project_gate add constraint project_gate_gate_check
  check (gate in ('signing', 'land_award', 'registration', 'construction_start', 'completion', 'production', 'full_capacity'));

create table project_type (
  zone_id uuid not null references zone,
  type_code text not null,
  name_zh text not null,
  name_en text not null,
  sort integer not null,
  version bigint not null default 1,
  primary key (zone_id, type_code)
);
comment on table project_type is '项目类型';

create table project_type_gate (
  zone_id uuid not null references zone,
  type_code text not null,
  gate text not null check (gate in ('signing', 'land_award', 'registration', 'construction_start', 'completion', 'production', 'full_capacity')),
  ordinal integer not null check (ordinal > 0),
  offset_workdays integer check (offset_workdays >= 0),
  is_blocking boolean not null,
  primary key (zone_id, type_code, gate),
  unique (zone_id, type_code, ordinal),
  foreign key (zone_id, type_code) references project_type on delete cascade
);
comment on table project_type_gate is '项目类型的节点';
comment on column project_type_gate.is_blocking is 'later gates wait for it; registration (入库) does not stop anybody from starting, which is why it is watched';
comment on column project_type_gate.offset_workdays is 'the template: working days after the gate before it; null: without a usual distance';

alter table project
  add column type_code text,
  add column standing text not null default 'active' check (standing in ('active', 'suspended', 'stopped', 'withdrawn')),
  add column standing_since date,
  add foreign key (zone_id, type_code) references project_type;
create index on project (zone_id, type_code);
comment on column project.standing is 'active 推进, suspended 暂缓, stopped 停止, withdrawn 退出';

create table gate_condition (
  zone_id uuid not null references zone,
  condition_code text not null,
  gate text not null check (gate in ('signing', 'land_award', 'registration', 'construction_start', 'completion', 'production', 'full_capacity')),
  type_codes text[] not null default '{}',
  kind text not null check (kind in ('permit', 'document', 'figure', 'fact')),
  name_zh text not null,
  name_en text not null,
  owed_by text not null check (owed_by in ('administrator', 'planner', 'service_manager', 'enterprise_reporter', 'approver',
    'land_officer', 'finance', 'statistics_officer')),
  fact text,
  minimum_fen bigint check (minimum_fen >= 0),
  is_required boolean not null,
  needs_evidence boolean not null,
  sort integer not null,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  version bigint not null default 1,
  primary key (zone_id, condition_code),
  check ((kind = 'fact') = (fact is not null)),
  check (minimum_fen is null or kind in ('fact', 'figure'))
);
create index on gate_condition (zone_id, gate);
comment on table gate_condition is '节点条件';
comment on column gate_condition.type_codes is 'the project types that it binds; empty: all';
comment on column gate_condition.owed_by is 'the role that has to bring it';
comment on column gate_condition.fact is 'a fact of the register that has to be there; nobody fulfils it by hand';
comment on column gate_condition.minimum_fen is 'a figure, or an amount of the register, has to reach this';

create table gate_fulfilment (
  zone_id uuid not null references zone,
  project_id uuid not null,
  condition_code text not null,
  fulfilled_on date not null,
  document_no text,
  figure_fen bigint check (figure_fen >= 0),
  note text,
  waived_reason text,
  fulfilled_by text not null,
  fulfilled_at timestamptz not null,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  version bigint not null default 1,
  primary key (zone_id, project_id, condition_code),
  foreign key (zone_id, project_id) references project on delete cascade,
  foreign key (zone_id, condition_code) references gate_condition
);
create index on gate_fulfilment (zone_id, condition_code);
comment on table gate_fulfilment is '节点条件办理情况';
comment on column gate_fulfilment.waived_reason is 'why it is done without, where an administrator has said so';

create table gate_progress (
  zone_id uuid not null references zone,
  project_id uuid not null,
  gate text not null check (gate in ('signing', 'land_award', 'registration', 'construction_start', 'completion', 'production', 'full_capacity')),
  forecast_on date,
  actual_on date,
  passed_by text,
  passed_at timestamptz,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  version bigint not null default 1,
  primary key (zone_id, project_id, gate),
  foreign key (zone_id, project_id) references project on delete cascade,
  check ((actual_on is null) = (passed_at is null)),
  check ((actual_on is null) = (passed_by is null))
);
comment on table gate_progress is '节点进展';
comment on column gate_progress.actual_on is 'the gate is passed, on this day';

create table gate_date_change (
  zone_id uuid not null references zone,
  change_id uuid not null,
  project_id uuid not null,
  gate text not null check (gate in ('signing', 'land_award', 'registration', 'construction_start', 'completion', 'production', 'full_capacity')),
  which text not null check (which in ('planned', 'forecast', 'actual')),
  from_on date,
  to_on date,
  reason_code text not null,
  note text,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (zone_id, change_id),
  foreign key (zone_id, project_id) references project on delete cascade,
  check (from_on is distinct from to_on)
);
create index on gate_date_change (zone_id, project_id, changed_at);
comment on table gate_date_change is '节点日期变更';
comment on column gate_date_change.reason_code is 'of the zone''s code list slip_reason';

create table project_standing_change (
  zone_id uuid not null references zone,
  change_id uuid not null,
  project_id uuid not null,
  from_standing text not null,
  to_standing text not null,
  since_on date not null,
  reason text not null,
  open_plan_fen bigint not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (zone_id, change_id),
  foreign key (zone_id, project_id) references project on delete cascade
);
create index on project_standing_change (zone_id, project_id, changed_at);
comment on table project_standing_change is '项目状态变更';
comment on column project_standing_change.open_plan_fen is 'the plan in force from the month of the change on: what the change puts at risk';

create table project_commitment (
  zone_id uuid not null references zone,
  project_id uuid not null,
  kind text not null check (kind in ('fixed_investment', 'annual_output', 'tax_per_mu', 'completion_date', 'production_date', 'full_capacity_date')),
  promised_fen bigint check (promised_fen >= 0),
  due_on date,
  reached_fen bigint check (reached_fen >= 0),
  reached_on date,
  result text check (result in ('met', 'partly_met', 'not_met')),
  consequence text,
  reviewed_by text,
  reviewed_at timestamptz,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  version bigint not null default 1,
  primary key (zone_id, project_id, kind),
  foreign key (zone_id, project_id) references project on delete cascade,
  check (kind not in ('fixed_investment', 'annual_output', 'tax_per_mu') or promised_fen is not null),
  check (kind in ('fixed_investment', 'annual_output', 'tax_per_mu') or due_on is not null),
  check ((result is null) = (reviewed_at is null)),
  check ((result is null) = (reviewed_by is null))
);
comment on table project_commitment is '协议承诺';
comment on column project_commitment.promised_fen is 'yuan in all for fixed_investment, a year for annual_output, a year and mu for tax_per_mu';

create table gate_baseline (
  zone_id uuid not null references zone,
  baseline_id uuid not null,
  name text not null,
  taken_by text not null,
  taken_at timestamptz not null,
  primary key (zone_id, baseline_id)
);
comment on table gate_baseline is '节点基线';

create table gate_baseline_date (
  zone_id uuid not null references zone,
  baseline_id uuid not null,
  project_id uuid not null,
  gate text not null check (gate in ('signing', 'land_award', 'registration', 'construction_start', 'completion', 'production', 'full_capacity')),
  planned_on date not null,
  primary key (zone_id, baseline_id, project_id, gate),
  foreign key (zone_id, baseline_id) references gate_baseline on delete cascade,
  foreign key (zone_id, project_id) references project on delete cascade
);
create index on gate_baseline_date (zone_id, project_id);
comment on table gate_baseline_date is '节点基线日期';

-- The newest line says how the project stands now, in one sentence; the older ones are its history.
create table project_update (
  zone_id uuid not null references zone,
  update_id uuid not null,
  project_id uuid not null,
  text text not null check (length(text) between 1 and 500),
  written_by text not null,
  written_at timestamptz not null,
  primary key (zone_id, update_id),
  foreign key (zone_id, project_id) references project on delete cascade
);
create index on project_update (zone_id, project_id, written_at desc);
comment on table project_update is '本月进展';

create table project_follower (
  zone_id uuid not null references zone,
  project_id uuid not null,
  user_id uuid not null,
  primary key (zone_id, project_id, user_id),
  foreign key (zone_id, project_id) references project on delete cascade,
  foreign key (zone_id, user_id) references app_user on delete cascade
);
create index on project_follower (zone_id, user_id);
comment on table project_follower is '项目关注';

do $$
declare
  name text;
begin
  foreach name in array array['project_type', 'project_type_gate', 'gate_condition', 'gate_fulfilment', 'gate_progress', 'gate_date_change',
    'project_standing_change', 'project_commitment', 'gate_baseline', 'gate_baseline_date', 'project_update', 'project_follower'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert, update, delete on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
  foreach name in array array['project_type', 'project_type_gate', 'gate_condition', 'gate_baseline'] loop
    execute format('create policy reach on %I for select to ballast_scoped using (zone_id = current_zone_id())', name);
  end loop;
  foreach name in array array['gate_fulfilment', 'gate_progress', 'gate_date_change', 'project_standing_change', 'project_commitment',
    'gate_baseline_date', 'project_update', 'project_follower'] loop
    execute format('create policy reach on %1$I for select to ballast_scoped using (zone_id = current_zone_id()
      and exists (select from project p where p.zone_id = %1$I.zone_id and p.project_id = %1$I.project_id))', name);
  end loop;
  -- Whoever reaches a project may report on it; that a gate is passed is for its manager or bureau to say, not for the enterprise.
  foreach name in array array['gate_fulfilment', 'project_update', 'project_follower'] loop
    execute format('create policy reach_write on %1$I to ballast_scoped using (zone_id = current_zone_id()
      and exists (select from project p where p.zone_id = %1$I.zone_id and p.project_id = %1$I.project_id))', name);
    execute format('grant insert, update, delete on %I to ballast_scoped', name);
  end loop;
  foreach name in array array['gate_progress', 'gate_date_change'] loop
    execute format('create policy reach_write on %1$I to ballast_scoped using (zone_id = current_zone_id()
      and (reached_manager() is not null or reached_bureau() is not null)
      and exists (select from project p where p.zone_id = %1$I.zone_id and p.project_id = %1$I.project_id))', name);
    execute format('grant insert, update, delete on %I to ballast_scoped', name);
  end loop;
  -- What was said stays said.
  foreach name in array array['gate_date_change', 'project_standing_change', 'project_update'] loop
    execute format('revoke update, delete on %I from ballast_app, ballast_scoped', name);
  end loop;
end
$$;
