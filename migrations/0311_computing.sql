-- Computing centres, the tenants that they know, and jobs. The row of a job is also the order to submit it: what the engine forgets stands here.

alter table user_role drop constraint user_role_role_check;
alter table user_role add constraint user_role_role_check check (role in ('administrator', 'planner', 'service_manager', 'enterprise_reporter',
  'approver', 'land_officer', 'finance', 'statistics_officer', 'leader', 'auditor', 'computing_operator'));

create table compute_centre (
  zone_id uuid not null references zone,
  centre_id uuid not null,
  code text not null check (code ~ '^[a-z][a-z0-9-]{0,29}$'),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  engine text not null check (engine in ('slurm', 'kueue')),
  api_version text not null,
  url text not null check (url ~ '^https?://'),
  key_ref text not null check (key_ref ~ '^(file|env):.+'),
  work_dir text not null check (work_dir ~ '^/'),
  partition text,
  state text not null check (state in ('open', 'maintenance', 'closed')),
  seen_at timestamptz,
  fault_code text,
  fault_detail text,
  fault_at timestamptz,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  version bigint not null default 1,
  primary key (zone_id, centre_id),
  unique (zone_id, code)
);
comment on table compute_centre is '算力中心';
comment on column compute_centre.code is 'also the name under which use is metered: voucher_use.centre';
comment on column compute_centre.key_ref is 'where the key that signs for the centre is read from: file:/path or env:NAME; the key itself never stands here';
comment on column compute_centre.work_dir is 'where a tenant''s jobs begin; {user} is his account there';
comment on column compute_centre.seen_at is 'when its engine last answered; fault_* what it said last when it did not';

create table compute_centre_card (
  zone_id uuid not null references zone,
  centre_id uuid not null,
  card_type text not null check (card_type <> ''),
  engine_type text not null check (engine_type ~ '^[a-z0-9_.-]+$'),
  cards_per_node integer not null check (cards_per_node between 1 and 64),
  primary key (zone_id, centre_id, card_type),
  unique (zone_id, centre_id, engine_type),
  foreign key (zone_id, centre_id) references compute_centre
);
comment on table compute_centre_card is '算力中心卡型';
comment on column compute_centre_card.card_type is 'as voucher_card_rate names it, where its nominal TFLOPS and price stand';

create table compute_tenant (
  zone_id uuid not null references zone,
  centre_id uuid not null,
  enterprise_id uuid not null,
  account text not null check (account ~ '^[a-z][a-z0-9_-]{0,30}$'),
  os_user text not null check (os_user ~ '^[a-z_][a-z0-9_-]{0,30}$'),
  is_blocked boolean not null default false,
  block_reason text,
  asked_at timestamptz not null,
  done_at timestamptz,
  fault_code text,
  version bigint not null default 1,
  primary key (zone_id, centre_id, enterprise_id),
  unique (zone_id, centre_id, account),
  unique (zone_id, centre_id, os_user),
  foreign key (zone_id, centre_id) references compute_centre,
  foreign key (zone_id, enterprise_id) references enterprise,
  check (is_blocked = (block_reason is not null))
);
create index on compute_tenant (zone_id, enterprise_id);
comment on table compute_tenant is '算力租户';
comment on column compute_tenant.asked_at is 'when what the centre is to know of him last changed; it knows once done_at is not before';

create table compute_envelope (
  zone_id uuid not null references zone,
  centre_id uuid not null,
  enterprise_id uuid not null,
  voucher_id uuid not null,
  name text not null,
  tflops_min bigint not null check (tflops_min >= 0),
  set_at timestamptz not null,
  primary key (zone_id, centre_id, voucher_id),
  unique (zone_id, centre_id, name),
  foreign key (zone_id, centre_id, enterprise_id) references compute_tenant,
  foreign key (zone_id, voucher_id) references voucher
);
create index on compute_envelope (zone_id, centre_id, enterprise_id);
create index on compute_envelope (zone_id, voucher_id);
comment on table compute_envelope is '算力中心额度上限';
comment on column compute_envelope.tflops_min is 'the limit last set at the centre: what was used of the voucher there and what is held of it for its jobs';

create table compute_job (
  zone_id uuid not null references zone,
  job_id uuid not null,
  enterprise_id uuid not null,
  project_id uuid,
  voucher_id uuid not null,
  centre_id uuid not null,
  name text not null check (name <> ''),
  template text not null check (template in ('training', 'notebook', 'array', 'script')),
  params jsonb not null,
  script text not null,
  card_type text not null,
  nodes integer not null check (nodes > 0),
  cards_per_node integer not null check (cards_per_node > 0),
  cards bigint generated always as (nodes * cards_per_node) stored,
  limit_s bigint not null check (limit_s > 0 and limit_s % 60 = 0),
  state text not null check (state in ('held', 'submitted', 'pending', 'running', 'ended', 'settled', 'refused', 'cancelled')),
  end_state text,
  attempts integer not null default 0,
  try_at timestamptz,
  engine_job text,
  engine_submitted_at timestamptz,
  submitted_at timestamptz,
  confirmed_at timestamptz,
  last_seen_at timestamptz,
  missing_since timestamptz,
  waits_for text,
  expected_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  node_list text,
  fault_code text,
  fault_detail text,
  cancel_asked_at timestamptz,
  cancel_asked_by text,
  asked_at timestamptz not null,
  asked_by text not null,
  asked_by_name text not null,
  settled_at timestamptz,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  version bigint not null default 1,
  primary key (zone_id, job_id),
  foreign key (zone_id, job_id) references voucher_hold,
  foreign key (zone_id, centre_id, enterprise_id) references compute_tenant,
  foreign key (zone_id, enterprise_id) references enterprise,
  foreign key (zone_id, project_id) references project,
  foreign key (zone_id, voucher_id) references voucher,
  check (state not in ('submitted', 'pending', 'running') or engine_job is not null),
  check ((state in ('ended', 'settled')) = (end_state is not null)),
  check ((state = 'settled') = (settled_at is not null))
);
create index on compute_job (zone_id, centre_id, enterprise_id);
create index on compute_job (zone_id, enterprise_id, asked_at desc);
create index on compute_job (zone_id, project_id);
create index on compute_job (zone_id, voucher_id);
create index on compute_job (zone_id, centre_id, engine_job) where state in ('submitted', 'pending', 'running');
create index on compute_job (zone_id, state, try_at) where state in ('held', 'submitted', 'pending', 'running', 'ended');
comment on table compute_job is '算力作业';
comment on column compute_job.job_id is 'our own id: of the hold, and in the comment that the job carries in the engine';
comment on column compute_job.engine_job is 'number in the engine, which uses numbers again; with engine_submitted_at it is this job';
comment on column compute_job.confirmed_at is 'seen in the engine later than it takes to save what it was told: from then on it does not forget the job';
comment on column compute_job.end_state is 'as metered use names it; refused and cancelled jobs never came to an end in the engine';

create table compute_job_event (
  zone_id uuid not null references zone,
  job_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  what text not null check (what in ('asked', 'submitted', 'found', 'vanished', 'confirmed', 'pending', 'running', 'ended', 'settled', 'refused',
    'cancel-asked', 'cancelled')),
  actor text not null,
  detail text,
  primary key (zone_id, job_id, event_id),
  foreign key (zone_id, job_id) references compute_job
);
comment on table compute_job_event is '算力作业经过';

do $$
declare
  name text;
begin
  foreach name in array array['compute_centre', 'compute_centre_card', 'compute_tenant', 'compute_envelope', 'compute_job', 'compute_job_event'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
  -- Every firm may know the centres; what is an enterprise's own, its reporter sees. None of it he writes.
  foreach name in array array['compute_centre', 'compute_centre_card'] loop
    execute format('create policy reach on %I for select to ballast_scoped using (zone_id = current_zone_id())', name);
  end loop;
  foreach name in array array['compute_tenant', 'compute_envelope', 'compute_job'] loop
    execute format('create policy reach on %I for select to ballast_scoped using (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id())', name);
  end loop;
end
$$;
create policy reach on compute_job_event for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from compute_job j where j.zone_id = compute_job_event.zone_id and j.job_id = compute_job_event.job_id));

grant update on compute_centre to ballast_app;
grant delete, update on compute_centre_card to ballast_app;
grant update (is_blocked, block_reason, asked_at, done_at, fault_code, version) on compute_tenant to ballast_app;
grant update (tflops_min, set_at) on compute_envelope to ballast_app;
-- What was asked for stays as it was asked; the rest is what became of it.
grant update (state, end_state, attempts, try_at, engine_job, engine_submitted_at, submitted_at, confirmed_at, last_seen_at, missing_since,
  waits_for, expected_at, started_at, ended_at, node_list, fault_code, fault_detail, cancel_asked_at, cancel_asked_by, settled_at, version)
  on compute_job to ballast_app;
