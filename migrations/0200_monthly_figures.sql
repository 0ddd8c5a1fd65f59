-- What is reported of each project and month, and what is told of it from the site. Neither is ever written by a target, a plan or a
-- forecast: they have tables and writers of their own.

create table report_calendar (
  zone_id uuid not null references zone,
  opens_after integer not null check (opens_after >= 1),
  due_after integer not null check (due_after >= opens_after),
  closes_after integer not null check (closes_after >= due_after),
  joins_january boolean not null,
  citation text,
  version bigint not null default 1,
  primary key (zone_id)
);
comment on table report_calendar is '上报日历规则';
comment on column report_calendar.opens_after is 'working days after the last day of the month; so are due_after and closes_after';
comment on column report_calendar.joins_january is 'January is not released by itself: it is reported with February';

create table report_period (
  zone_id uuid not null references zone,
  month_ym date not null check (extract(day from month_ym) = 1),
  first_month_ym date not null check (extract(day from first_month_ym) = 1),
  opens_on date not null,
  due_on date not null,
  closes_on date not null,
  closed_at timestamptz,
  closed_by text,
  version bigint not null default 1,
  primary key (zone_id, month_ym),
  check (first_month_ym <= month_ym),
  check (opens_on <= due_on and due_on <= closes_on),
  check ((closed_at is null) = (closed_by is null))
);
comment on table report_period is '上报期';
comment on column report_period.first_month_ym is 'the first month that it covers: January where month_ym is February';

create table report_rule (
  zone_id uuid not null references zone,
  rule text not null check (rule in ('R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10')),
  severity text not null check (severity in ('hard', 'soft', 'off')),
  version bigint not null default 1,
  primary key (zone_id, rule)
);
comment on table report_rule is '月报审核规则';
comment on column report_rule.severity is 'a rule without a row has the severity of the preset';

-- How much noise a rule makes: how often it refused, how often it was answered with a reason.
create table report_rule_count (
  zone_id uuid not null references zone,
  rule text not null,
  month_ym date not null,
  refused bigint not null default 0,
  accepted bigint not null default 0,
  primary key (zone_id, rule, month_ym)
);
comment on table report_rule_count is '月报规则触发次数';

create table report_opening (
  zone_id uuid not null references zone,
  project_id uuid not null,
  before_year integer not null,
  cumulative_fen bigint not null check (cumulative_fen >= 0),
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  primary key (zone_id, project_id),
  foreign key (zone_id, project_id) references project on delete cascade
);
comment on table report_opening is '期初累计投资';
comment on column report_opening.before_year is 'what had been invested before the first of January of this year, from which on months are kept here';

create table report_return (
  zone_id uuid not null references zone,
  project_id uuid not null,
  month_ym date not null,
  state text not null check (state in ('draft', 'submitted', 'in_review', 'returned', 'verified', 'closed')),
  plan_total_fen bigint,
  adjusted_total_document text,
  cumulative_fen bigint,
  year_fen bigint,
  month_fen bigint,
  year_construction_fen bigint,
  year_installation_fen bigint,
  year_equipment_fen bigint,
  year_used_equipment_fen bigint,
  year_renewal_equipment_fen bigint,
  year_other_fen bigint,
  year_old_buildings_fen bigint,
  year_land_fen bigint,
  construction_fen bigint not null default 0,
  installation_fen bigint not null default 0,
  equipment_fen bigint not null default 0,
  used_equipment_fen bigint not null default 0,
  renewal_equipment_fen bigint not null default 0,
  other_fen bigint not null default 0,
  old_buildings_fen bigint not null default 0,
  land_fen bigint not null default 0,
  total_fen bigint generated always as (construction_fen + installation_fen + equipment_fen + other_fen) stored,
  new_fixed_assets_fen bigint,
  funds_state_budget_fen bigint,
  funds_domestic_loan_fen bigint,
  funds_bond_fen bigint,
  funds_foreign_capital_fen bigint,
  funds_self_raised_fen bigint,
  funds_other_fen bigint,
  payables_fen bigint,
  floor_area_under_construction_m2 bigint,
  floor_area_completed_m2 bigint,
  method text not null check (method in ('progress', 'finance')),
  month_by_progress_fen bigint,
  month_by_finance_fen bigint,
  nature text,
  holding text,
  start_ym date,
  production_ym date,
  stat_area_code text,
  industry_code text,
  note text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  submitted_by text,
  submitted_at timestamptz,
  reviewed_by text,
  verified_by text,
  verified_at timestamptz,
  modified_by text not null,
  modified_at timestamptz not null,
  version bigint not null default 1,
  primary key (zone_id, project_id, month_ym),
  foreign key (zone_id, project_id) references project,
  foreign key (zone_id, month_ym) references report_period
);
create index on report_return (zone_id, month_ym, state);
comment on table report_return is '纳统月报';
comment on column report_return.year_fen is 'this and the year_… items as they were filled in, year to date; the items without year_ are this report''s own: the year less the books before it';

create table report_not_countable (
  zone_id uuid not null references zone,
  project_id uuid not null,
  month_ym date not null,
  reason_code text not null,
  amount_fen bigint not null check (amount_fen > 0),
  primary key (zone_id, project_id, month_ym, reason_code),
  foreign key (zone_id, project_id, month_ym) references report_return on delete cascade
);
comment on table report_not_countable is '不纳入统计的支出';
comment on column report_not_countable.reason_code is 'of the zone''s code list not-countable-reason';

create table report_reason (
  zone_id uuid not null references zone,
  project_id uuid not null,
  month_ym date not null,
  rule text not null,
  reason text not null,
  given_by text not null,
  given_at timestamptz not null,
  primary key (zone_id, project_id, month_ym, rule),
  foreign key (zone_id, project_id, month_ym) references report_return on delete cascade
);
comment on table report_reason is '月报规则说明';

create table report_event (
  zone_id uuid not null references zone,
  event_id uuid not null,
  project_id uuid not null,
  month_ym date not null,
  step text not null,
  fields jsonb not null default '[]',
  note text,
  done_by text not null,
  done_by_name text not null,
  done_at timestamptz not null,
  primary key (zone_id, event_id),
  foreign key (zone_id, project_id, month_ym) references report_return on delete cascade
);
create index on report_event (zone_id, project_id, month_ym, done_at);
comment on table report_event is '月报办理记录';
comment on column report_event.fields is 'of a return: [{"field", "reason"}, …]';

create table report_exception (
  zone_id uuid not null references zone,
  project_id uuid not null,
  month_ym date not null,
  until_on date not null,
  reason text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  primary key (zone_id, project_id, month_ym),
  foreign key (zone_id, project_id) references project on delete cascade,
  foreign key (zone_id, month_ym) references report_period
);
create index on report_exception (zone_id, month_ym);
comment on table report_exception is '逾期上报许可';

-- A closed month is not written again: what was wrong in it is added here, and appears in the next report.
create table report_correction (
  zone_id uuid not null references zone,
  correction_id uuid not null,
  project_id uuid not null,
  month_ym date not null,
  appears_ym date not null,
  construction_fen bigint not null,
  installation_fen bigint not null,
  equipment_fen bigint not null,
  used_equipment_fen bigint not null,
  renewal_equipment_fen bigint not null,
  other_fen bigint not null,
  old_buildings_fen bigint not null,
  land_fen bigint not null,
  total_fen bigint generated always as (construction_fen + installation_fen + equipment_fen + other_fen) stored,
  reason_code text not null,
  note text not null,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  corrected_by text not null,
  corrected_at timestamptz not null,
  primary key (zone_id, correction_id),
  foreign key (zone_id, project_id) references project,
  foreign key (zone_id, month_ym) references report_period,
  check (appears_ym > month_ym)
);
create index on report_correction (zone_id, project_id, month_ym);
create index on report_correction (zone_id, month_ym);
comment on table report_correction is '纳统数更正';
comment on column report_correction.reason_code is 'of the zone''s code list correction-reason';
comment on column report_correction.appears_ym is 'the report in which it appears';

create table dispatch_entry (
  zone_id uuid not null references zone,
  entry_id uuid not null,
  project_id uuid not null,
  month_ym date not null check (extract(day from month_ym) = 1),
  construction_fen bigint not null check (construction_fen >= 0),
  installation_fen bigint not null check (installation_fen >= 0),
  equipment_fen bigint not null check (equipment_fen >= 0),
  other_fen bigint not null check (other_fen >= 0),
  land_fen bigint not null check (land_fen between 0 and other_fen),
  total_fen bigint generated always as (construction_fen + installation_fen + equipment_fen + other_fen) stored,
  progress_ppm bigint check (progress_ppm between 0 and 1000000),
  note text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  told_by text not null,
  told_by_name text not null,
  told_on date not null,
  told_at timestamptz not null,
  superseded_at timestamptz,
  primary key (zone_id, entry_id),
  foreign key (zone_id, project_id) references project
);
create unique index dispatch_current on dispatch_entry (zone_id, project_id, month_ym) where superseded_at is null;
create index on dispatch_entry (zone_id, project_id, month_ym, told_at);
create index on dispatch_entry (zone_id, month_ym) where superseded_at is null;
comment on table dispatch_entry is '调度数';
comment on column dispatch_entry.progress_ppm is '形象进度 of the whole project on the day, parts per million';
comment on column dispatch_entry.superseded_at is 'a later word about the same month counts instead; this one stays';

do $$
declare
  name text;
begin
  foreach name in array array['report_calendar', 'report_period', 'report_rule', 'report_rule_count', 'report_opening', 'report_return',
    'report_not_countable', 'report_reason', 'report_event', 'report_exception', 'report_correction', 'dispatch_entry'] loop
    execute format('alter table %I enable row level security', name);
    execute format('grant select, insert, update, delete on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
  foreach name in array array['report_calendar', 'report_period', 'report_rule', 'report_rule_count', 'report_opening',
    'report_not_countable', 'report_reason', 'report_event', 'report_exception', 'report_correction', 'dispatch_entry'] loop
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
  end loop;
  foreach name in array array['report_calendar', 'report_period', 'report_rule'] loop
    execute format('create policy reach on %I for select to ballast_scoped using (zone_id = current_zone_id())', name);
  end loop;
  -- Whoever reaches a project reports on it.
  foreach name in array array['report_opening', 'report_exception', 'report_correction'] loop
    execute format('create policy reach on %1$I for select to ballast_scoped using (zone_id = current_zone_id()
      and exists (select from project p where p.zone_id = %1$I.zone_id and p.project_id = %1$I.project_id))', name);
  end loop;
  foreach name in array array['report_not_countable', 'report_reason', 'report_event', 'dispatch_entry'] loop
    execute format('create policy reach on %1$I to ballast_scoped using (zone_id = current_zone_id()
      and exists (select from project p where p.zone_id = %1$I.zone_id and p.project_id = %1$I.project_id))', name);
    execute format('grant insert, update, delete on %I to ballast_scoped', name);
  end loop;
  -- What was said stays said.
  foreach name in array array['report_event', 'report_correction'] loop
    execute format('revoke update, delete on %I from ballast_app, ballast_scoped', name);
  end loop;
end
$$;
revoke update, delete on dispatch_entry from ballast_app, ballast_scoped;
grant update (superseded_at) on dispatch_entry to ballast_app, ballast_scoped;

-- The database itself writes no return again that is closed.
create policy zone_reads on report_return for select to ballast_app using (zone_id = current_zone_id());
create policy zone_adds on report_return for insert to ballast_app with check (zone_id = current_zone_id());
create policy zone_changes on report_return for update to ballast_app using (zone_id = current_zone_id() and state <> 'closed')
  with check (zone_id = current_zone_id());
create policy zone_drops on report_return for delete to ballast_app using (zone_id = current_zone_id() and state = 'draft');
create policy reach on report_return for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from project p where p.zone_id = report_return.zone_id and p.project_id = report_return.project_id));
create policy reach_add on report_return for insert to ballast_scoped with check (zone_id = current_zone_id() and state <> 'closed'
  and exists (select from project p where p.zone_id = report_return.zone_id and p.project_id = report_return.project_id));
create policy reach_change on report_return for update to ballast_scoped using (zone_id = current_zone_id() and state <> 'closed'
  and exists (select from project p where p.zone_id = report_return.zone_id and p.project_id = report_return.project_id))
  with check (zone_id = current_zone_id() and state not in ('verified', 'closed'));
grant insert, update on report_return to ballast_scoped;
create policy counts on report_rule_count to ballast_scoped using (zone_id = current_zone_id());
grant insert, update on report_rule_count to ballast_scoped;

-- A file can stand behind a month's return.
alter table evidence drop constraint evidence_subject_type_check;
alter table evidence add constraint evidence_subject_type_check check (subject_type in ('project', 'gate', 'condition', 'return'));
alter table evidence_upload drop constraint evidence_upload_subject_type_check;
alter table evidence_upload add constraint evidence_upload_subject_type_check check (subject_type in ('project', 'gate', 'condition', 'return'));
comment on column evidence.subject_id is 'of a gate its name, of a condition its code, of a return its month, of the project itself its id';
