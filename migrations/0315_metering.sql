-- Metering of the computing centres from the books of their engines, the daily proof that nothing is missing, and monthly bills.

create table compute_meter (
  zone_id uuid not null references zone,
  centre_id uuid not null,
  read_until timestamptz not null,
  read_at timestamptz not null,
  rows_read bigint not null check (rows_read >= 0),
  primary key (zone_id, centre_id),
  foreign key (zone_id, centre_id) references compute_centre
);
comment on table compute_meter is '计量读取进度';
comment on column compute_meter.read_until is 'the books of the centre are read up to here; the next reading begins some time before it';

create table compute_suspense (
  zone_id uuid not null references zone,
  suspense_id uuid not null,
  centre_id uuid not null,
  engine_job text not null,
  submitted_at timestamptz not null,
  own_id text not null,
  restart bigint not null check (restart >= 0),
  account text not null,
  os_user text not null,
  job_name text not null,
  reason text not null check (reason in ('no-job', 'unknown-account', 'other-account', 'unknown-card', 'mixed-cards', 'no-rate')),
  card_type text,
  engine_cards jsonb not null,
  cards bigint not null check (cards > 0),
  billed_tflops bigint not null check (billed_tflops >= 0),
  elapsed_s bigint not null check (elapsed_s >= 0),
  amount_tflops_s bigint generated always as (billed_tflops * elapsed_s) stored,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  ended_on date not null,
  end_state text not null,
  enterprise_id uuid,
  found_at timestamptz not null,
  use_id uuid,
  assigned_by text,
  assigned_by_name text,
  assigned_at timestamptz,
  assign_reason text check (assign_reason <> ''),
  version bigint not null default 1,
  primary key (zone_id, suspense_id),
  unique (zone_id, centre_id, engine_job, submitted_at, own_id, restart),
  foreign key (zone_id, centre_id) references compute_centre,
  foreign key (zone_id, enterprise_id) references enterprise,
  foreign key (zone_id, use_id) references voucher_use,
  check ((use_id is null) = (assigned_at is null)),
  check ((use_id is null) = (assign_reason is null))
);
create index on compute_suspense (zone_id, centre_id, ended_on);
create index on compute_suspense (zone_id, enterprise_id);
create index on compute_suspense (zone_id, use_id);
comment on table compute_suspense is '待认领用量';
comment on column compute_suspense.enterprise_id is 'whose account it ran in, until it is assigned; then whose it is';
comment on column compute_suspense.engine_cards is 'cards by the engine''s name of their type';

create table compute_proof (
  zone_id uuid not null references zone,
  centre_id uuid not null,
  day date not null,
  runs bigint not null check (runs >= 0),
  engine_tflops_s bigint not null,
  metered_tflops_s bigint not null,
  suspense_tflops_s bigint not null,
  difference_tflops_s bigint generated always as (engine_tflops_s - metered_tflops_s - suspense_tflops_s) stored,
  faults jsonb not null,
  proved_at timestamptz not null,
  proved_by text not null,
  primary key (zone_id, centre_id, day),
  foreign key (zone_id, centre_id) references compute_centre
);
comment on table compute_proof is '计量日对账';
comment on column compute_proof.faults is 'rows in which the books of the engine and ours differ';

create table compute_bill (
  zone_id uuid not null references zone,
  bill_id uuid not null,
  bill_no text not null,
  enterprise_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  runs bigint not null check (runs >= 0),
  amount_tflops_s bigint not null,
  covered_tflops_s bigint not null,
  free_tflops_s bigint not null,
  charged_fen bigint not null,
  corrects_bill_id uuid,
  reason text check (reason <> ''),
  issued_on date not null,
  issued_at timestamptz not null,
  issued_by text not null,
  issued_by_name text not null,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  primary key (zone_id, bill_id),
  unique (zone_id, bill_no),
  foreign key (zone_id, enterprise_id) references enterprise,
  foreign key (zone_id, corrects_bill_id) references compute_bill,
  check ((corrects_bill_id is null) = (reason is null)),
  check (corrects_bill_id is null or (runs = 0 and charged_fen <> 0))
);
create unique index compute_bill_once on compute_bill (zone_id, enterprise_id, month) where corrects_bill_id is null;
create index on compute_bill (zone_id, enterprise_id);
create index on compute_bill (zone_id, corrects_bill_id);
comment on table compute_bill is '算力账单';
comment on column compute_bill.corrects_bill_id is 'a correction is a bill of its own, of an amount alone; what was issued is never changed';

create table compute_bill_line (
  zone_id uuid not null references zone,
  bill_id uuid not null,
  use_id uuid not null,
  primary key (zone_id, bill_id, use_id),
  unique (zone_id, use_id),
  foreign key (zone_id, bill_id) references compute_bill,
  foreign key (zone_id, use_id) references voucher_use
);
comment on table compute_bill_line is '算力账单明细';
comment on column compute_bill_line.use_id is 'billed once; use that was recorded after the bill of its month stands on the next';

alter table voucher_number drop constraint voucher_number_series_check;
alter table voucher_number add constraint voucher_number_series_check check (series in ('application', 'voucher', 'redemption', 'bill'));

do $$
declare
  name text;
begin
  foreach name in array array['compute_meter', 'compute_suspense', 'compute_proof', 'compute_bill', 'compute_bill_line'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
  -- What nobody is charged for, and whether the books agree, is the operator's affair.
  foreach name in array array['compute_meter', 'compute_suspense', 'compute_proof'] loop
    execute format('create policy reach on %I for select to ballast_scoped using (false)', name);
  end loop;
end
$$;
create policy reach on compute_bill for select to ballast_scoped using (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id());
create policy reach on compute_bill_line for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from compute_bill b where b.zone_id = compute_bill_line.zone_id and b.bill_id = compute_bill_line.bill_id));

-- An issued bill stays as it is; so does use in suspense, but for whom it is assigned to.
grant update on compute_meter, compute_proof to ballast_app;
grant update (enterprise_id, use_id, assigned_by, assigned_by_name, assigned_at, assign_reason, version) on compute_suspense to ballast_app;
