-- Money behind the figures: what was paid for land, day by day, and what of government-investment funds was released and spent.
-- What was entered stays; what was wrong is withdrawn with a reason and entered anew.
create table land_payment (
  zone_id uuid not null references zone,
  payment_id uuid not null,
  project_id uuid not null,
  paid_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  instalment text,
  contract_no text,
  counts_ym date check (extract(day from counts_ym) = 1),
  reason_code text,
  note text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  entered_by text not null,
  entered_by_name text not null,
  entered_at timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  version bigint not null default 1,
  primary key (zone_id, payment_id),
  foreign key (zone_id, project_id) references project,
  check ((counts_ym is null) = (reason_code is not null)),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index on land_payment (zone_id, project_id, paid_on);
comment on table land_payment is '土地价款支付';
comment on column land_payment.counts_ym is 'the month in which it counts as investment; null: it does not, for the reason of the zone''s code list not-countable-reason';

create table fund_movement (
  zone_id uuid not null references zone,
  movement_id uuid not null,
  project_id uuid not null,
  kind text not null check (kind in ('release', 'spending')),
  moved_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  source text check (source in ('central_budget', 'city_budget', 'zone_budget', 'special_bond', 'treasury_bond', 'other')),
  batch text,
  document_no text,
  note text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  citation text,
  entered_by text not null,
  entered_by_name text not null,
  entered_at timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  version bigint not null default 1,
  primary key (zone_id, movement_id),
  foreign key (zone_id, project_id) references project,
  check ((kind = 'release') = (source is not null)),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index on fund_movement (zone_id, project_id, moved_on);
create index on fund_movement (zone_id, moved_on) where withdrawn_at is null;
comment on table fund_movement is '政府投资资金拨付与支出';
comment on column fund_movement.kind is 'release 拨付: the treasury has handed it to the project; spending 支出: the project has paid with it';

do $$
declare
  name text;
begin
  foreach name in array array['land_payment', 'fund_movement'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('create policy reach on %1$I to ballast_scoped using (zone_id = current_zone_id()
      and exists (select from project p where p.zone_id = %1$I.zone_id and p.project_id = %1$I.project_id))', name);
    execute format('grant select, insert on %I to ballast_app, ballast_scoped', name);
    execute format('grant update (withdrawn_by, withdrawn_at, withdrawn_reason, version) on %I to ballast_app, ballast_scoped', name);
  end loop;
end
$$;
-- A release is for the finance office to enter, however far anybody else reaches.
create policy releases on fund_movement as restrictive for insert to ballast_scoped with check (kind = 'spending' or reached_bureau() is not null);

alter table evidence drop constraint evidence_subject_type_check;
alter table evidence add constraint evidence_subject_type_check
  check (subject_type in ('project', 'gate', 'condition', 'return', 'land-payment', 'fund-movement'));
alter table evidence_upload drop constraint evidence_upload_subject_type_check;
alter table evidence_upload add constraint evidence_upload_subject_type_check
  check (subject_type in ('project', 'gate', 'condition', 'return', 'land-payment', 'fund-movement'));
comment on column evidence.subject_id is 'of a gate its name, of a condition its code, of a return its month, of a payment or movement and of the project itself its id';
