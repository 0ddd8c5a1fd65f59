-- Quota of computing power and vouchers of the public computing centre. A posting moves one amount from one account to another, so that
-- every posting balances by what it is; an account keeps its balance, which cannot fall below zero. Postings are never changed.

create table voucher_card_rate (
  zone_id uuid not null references zone,
  card_type text not null check (card_type <> ''),
  from_on date not null,
  tflops bigint not null check (tflops > 0),
  fen_per_p_hour bigint not null check (fen_per_p_hour >= 0),
  citation text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  set_by text not null,
  set_at timestamptz not null,
  primary key (zone_id, card_type, from_on)
);
comment on table voucher_card_rate is '卡型算力与单价';
comment on column voucher_card_rate.tflops is 'nominal TFLOPS (FP16, dense) of one card';

create table voucher_terms (
  zone_id uuid not null references zone,
  from_on date not null,
  redemption_ppm bigint not null check (redemption_ppm between 1 and 1000000),
  firm_cap_fen bigint check (firm_cap_fen > 0),
  firm_cap_tflops_s bigint check (firm_cap_tflops_s > 0),
  validity_months integer not null check (validity_months between 1 and 60),
  free_end_states text[] not null default '{}',
  citation text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  set_by text not null,
  set_at timestamptz not null,
  primary key (zone_id, from_on)
);
comment on table voucher_terms is '算力券规则';
comment on column voucher_terms.redemption_ppm is 'share of paid, metered use that is redeemed, parts per million';
comment on column voucher_terms.firm_cap_fen is 'what one enterprise may be granted, and have redeemed, in a calendar year; null: no cap';
comment on column voucher_terms.free_end_states is 'end states of a job whose use costs nothing';

create table voucher_pool (
  zone_id uuid not null references zone,
  pool_id uuid not null,
  year integer not null check (year between 1990 and 2100),
  unit text not null check (unit in ('tflops_s', 'fen')),
  primary key (zone_id, pool_id),
  unique (zone_id, year, unit),
  unique (zone_id, pool_id, unit)
);
comment on table voucher_pool is '算力券资金与额度池';

create table voucher_number (
  zone_id uuid not null references zone,
  series text not null check (series in ('application', 'voucher', 'redemption')),
  year integer not null,
  last_no bigint not null check (last_no > 0),
  primary key (zone_id, series, year)
);
comment on table voucher_number is '算力券编号';

create table voucher_application (
  zone_id uuid not null references zone,
  application_id uuid not null,
  application_no text not null,
  enterprise_id uuid not null,
  project_id uuid,
  unit text not null check (unit in ('tflops_s', 'fen')),
  amount bigint not null check (amount > 0),
  purpose text not null,
  state text not null check (state in ('submitted', 'granted', 'refused', 'withdrawn')),
  applied_on date not null,
  applied_by text not null,
  applied_by_name text not null,
  applied_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_note text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  version bigint not null default 1,
  primary key (zone_id, application_id),
  unique (zone_id, application_no),
  foreign key (zone_id, enterprise_id) references enterprise,
  foreign key (zone_id, project_id) references project,
  check ((state in ('granted', 'refused')) = (decided_at is not null))
);
create index on voucher_application (zone_id, enterprise_id);
create index on voucher_application (zone_id, project_id);
create index on voucher_application (zone_id, applied_at desc, application_id);
comment on table voucher_application is '算力券申请';

create table voucher (
  zone_id uuid not null references zone,
  voucher_id uuid not null,
  voucher_no text not null,
  application_id uuid not null,
  enterprise_id uuid not null,
  project_id uuid,
  pool_id uuid not null,
  unit text not null,
  amount bigint not null check (amount > 0),
  from_on date not null,
  until_on date not null,
  granted_by text not null,
  granted_by_name text not null,
  granted_on date not null,
  granted_at timestamptz not null,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  primary key (zone_id, voucher_id),
  unique (zone_id, voucher_no),
  unique (zone_id, application_id),
  foreign key (zone_id, application_id) references voucher_application,
  foreign key (zone_id, enterprise_id) references enterprise,
  foreign key (zone_id, project_id) references project,
  foreign key (zone_id, pool_id, unit) references voucher_pool (zone_id, pool_id, unit),
  check (from_on <= until_on)
);
create index on voucher (zone_id, enterprise_id);
create index on voucher (zone_id, project_id);
create index on voucher (zone_id, pool_id, unit);
create index on voucher (zone_id, until_on);
comment on table voucher is '算力券与算力额度';

create table voucher_account (
  zone_id uuid not null references zone,
  account_id uuid not null,
  kind text not null check (kind in ('budget', 'pool', 'voucher', 'hold', 'used', 'redeemed', 'expired')),
  unit text not null,
  pool_id uuid not null,
  voucher_id uuid,
  balance bigint not null default 0,
  postings bigint not null default 0 check (postings >= 0),
  primary key (zone_id, account_id),
  unique (zone_id, account_id, unit, kind),
  unique nulls not distinct (zone_id, pool_id, voucher_id, kind),
  foreign key (zone_id, pool_id, unit) references voucher_pool (zone_id, pool_id, unit),
  foreign key (zone_id, voucher_id) references voucher,
  check (kind = 'budget' or balance >= 0),
  check ((kind in ('budget', 'pool')) = (voucher_id is null))
);
create index on voucher_account (zone_id, pool_id, unit);
create index on voucher_account (zone_id, voucher_id);
comment on table voucher_account is '算力券账户';
comment on column voucher_account.balance is 'TFLOPS·seconds or fen, by unit; the budget is where pools come from, so that all balances of a unit add up to zero';
comment on column voucher_account.postings is 'how many postings have moved it';

create table voucher_hold (
  zone_id uuid not null references zone,
  job_id uuid not null,
  voucher_id uuid not null,
  card_type text not null,
  cards bigint not null check (cards > 0),
  tflops bigint not null check (tflops > 0),
  limit_s bigint not null check (limit_s > 0),
  amount_tflops_s bigint generated always as (cards * tflops * limit_s) stored,
  captured_tflops_s bigint not null default 0 check (captured_tflops_s >= 0),
  expires_at timestamptz not null,
  placed_by text not null,
  placed_at timestamptz not null,
  closed_at timestamptz,
  close_reason text check (close_reason in ('ended', 'released', 'lapsed')),
  primary key (zone_id, job_id),
  foreign key (zone_id, voucher_id) references voucher,
  check (captured_tflops_s <= cards * tflops * limit_s),
  check ((closed_at is null) = (close_reason is null))
);
create index on voucher_hold (zone_id, voucher_id);
create index on voucher_hold (zone_id, expires_at) where closed_at is null;
comment on table voucher_hold is '算力额度占用';
comment on column voucher_hold.job_id is 'our own id of the job: the same job is held for once';

create table voucher_use (
  zone_id uuid not null references zone,
  use_id uuid not null,
  centre text not null,
  engine_job text not null,
  submitted_at timestamptz not null,
  job_id uuid,
  restart bigint not null check (restart >= 0),
  enterprise_id uuid not null,
  card_type text not null,
  cards bigint not null check (cards > 0),
  tflops bigint not null check (tflops > 0),
  elapsed_s bigint not null check (elapsed_s >= 0),
  amount_tflops_s bigint generated always as (cards * tflops * elapsed_s) stored,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  ended_on date not null,
  end_state text not null,
  voucher_id uuid,
  covered_tflops_s bigint not null check (covered_tflops_s >= 0),
  free_tflops_s bigint not null check (free_tflops_s >= 0),
  fen_per_p_hour bigint not null check (fen_per_p_hour >= 0),
  charged_fen bigint not null check (charged_fen >= 0),
  recorded_by text not null,
  recorded_at timestamptz not null,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  primary key (zone_id, use_id),
  unique nulls not distinct (zone_id, centre, engine_job, submitted_at, job_id, restart),
  foreign key (zone_id, enterprise_id) references enterprise,
  foreign key (zone_id, voucher_id) references voucher,
  check (started_at <= ended_at),
  check (covered_tflops_s + free_tflops_s <= cards * tflops * elapsed_s),
  check (covered_tflops_s = 0 or voucher_id is not null)
);
create index on voucher_use (zone_id, enterprise_id, ended_on);
create index on voucher_use (zone_id, enterprise_id);
create index on voucher_use (zone_id, voucher_id);
comment on table voucher_use is '算力计量';
comment on column voucher_use.covered_tflops_s is 'taken from the quota of voucher_id; free_tflops_s costs nothing by the end state; the rest is charged in charged_fen';

create table voucher_redemption (
  zone_id uuid not null references zone,
  redemption_id uuid not null,
  redemption_no text not null,
  enterprise_id uuid not null,
  voucher_id uuid not null,
  contract_no text not null,
  contract_on date not null,
  supplier_name text not null,
  supplier_credit_code text not null,
  invoice_no text not null,
  invoice_on date not null,
  invoice_fen bigint not null check (invoice_fen > 0),
  compute_fen bigint not null check (compute_fen > 0),
  paid_on date not null,
  is_unrelated boolean not null check (is_unrelated),
  is_not_subsidised_elsewhere boolean not null check (is_not_subsidised_elsewhere),
  metered_fen bigint not null check (metered_fen >= compute_fen),
  redemption_ppm bigint not null,
  asked_fen bigint not null check (asked_fen > 0),
  amount_fen bigint check (amount_fen > 0 and amount_fen <= asked_fen),
  state text not null check (state in ('submitted', 'checked', 'redeemed', 'refused', 'withdrawn')),
  submitted_on date not null,
  submitted_by text not null,
  submitted_by_name text not null,
  submitted_at timestamptz not null,
  checked_by text,
  checked_by_name text,
  checked_at timestamptz,
  decided_by text,
  decided_by_name text,
  decided_on date,
  decided_at timestamptz,
  payment_no text,
  decision_note text,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  version bigint not null default 1,
  primary key (zone_id, redemption_id),
  unique (zone_id, redemption_no),
  foreign key (zone_id, enterprise_id) references enterprise,
  foreign key (zone_id, voucher_id) references voucher,
  check (compute_fen <= invoice_fen),
  check ((state in ('checked', 'redeemed')) <= (amount_fen is not null and checked_at is not null)),
  check ((state in ('redeemed', 'refused')) = (decided_at is not null)),
  check ((state = 'redeemed') = (payment_no is not null))
);
create index on voucher_redemption (zone_id, enterprise_id);
create index on voucher_redemption (zone_id, voucher_id);
create unique index voucher_redemption_invoice on voucher_redemption (zone_id, supplier_credit_code, invoice_no)
  where state in ('submitted', 'checked', 'redeemed');
comment on table voucher_redemption is '算力券兑付申请';
comment on column voucher_redemption.compute_fen is 'what of the invoice was paid for computing power; storage, network and security do not count';

create table voucher_redemption_use (
  zone_id uuid not null references zone,
  redemption_id uuid not null,
  use_id uuid not null,
  is_live boolean not null default true,
  primary key (zone_id, redemption_id, use_id),
  foreign key (zone_id, redemption_id) references voucher_redemption,
  foreign key (zone_id, use_id) references voucher_use
);
create index on voucher_redemption_use (zone_id, use_id);
create unique index voucher_use_redeemed_once on voucher_redemption_use (zone_id, use_id) where is_live;
comment on table voucher_redemption_use is '兑付所附计量';
comment on column voucher_redemption_use.is_live is 'false once the redemption was refused or withdrawn: the use can be brought again';

create table voucher_posting (
  zone_id uuid not null references zone,
  posting_id uuid not null,
  step text not null,
  unit text not null,
  amount bigint not null check (amount > 0),
  from_account_id uuid not null,
  from_kind text not null,
  from_no bigint not null check (from_no > 0),
  from_balance bigint not null,
  to_account_id uuid not null,
  to_kind text not null,
  to_no bigint not null check (to_no > 0),
  to_balance bigint not null,
  voucher_id uuid,
  cause_type text not null check (cause_type in ('pool', 'application', 'job', 'use', 'redemption', 'voucher')),
  cause_id uuid not null,
  note text,
  posted_on date not null,
  posted_at timestamptz not null,
  posted_by text not null,
  posted_by_name text not null,
  primary key (zone_id, posting_id),
  unique (zone_id, from_account_id, from_no),
  unique (zone_id, to_account_id, to_no),
  foreign key (zone_id, from_account_id, unit, from_kind) references voucher_account (zone_id, account_id, unit, kind),
  foreign key (zone_id, to_account_id, unit, to_kind) references voucher_account (zone_id, account_id, unit, kind),
  foreign key (zone_id, voucher_id) references voucher,
  check (from_kind = 'budget' or from_balance >= 0),
  check (to_kind = 'budget' or to_balance >= amount),
  check ((step, from_kind, to_kind) in (
    ('fund', 'budget', 'pool'), ('withdraw', 'pool', 'budget'), ('grant', 'pool', 'voucher'), ('hold', 'voucher', 'hold'),
    ('release', 'hold', 'voucher'), ('capture', 'hold', 'used'), ('overrun', 'voucher', 'used'), ('redeem', 'hold', 'redeemed'),
    ('expire', 'voucher', 'expired')))
);
create index on voucher_posting (zone_id, from_account_id, unit, from_kind);
create index on voucher_posting (zone_id, to_account_id, unit, to_kind);
create index on voucher_posting (zone_id, voucher_id);
create index on voucher_posting (zone_id, posted_on, posting_id);
create index on voucher_posting (zone_id, cause_id);
comment on table voucher_posting is '算力券分录';
comment on column voucher_posting.from_no is 'the how-manieth posting of its account; from_balance what the account has after it';

do $$
declare
  name text;
begin
  foreach name in array array['voucher_card_rate', 'voucher_terms', 'voucher_pool', 'voucher_number', 'voucher_application', 'voucher',
    'voucher_account', 'voucher_hold', 'voucher_use', 'voucher_redemption', 'voucher_redemption_use', 'voucher_posting'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
  foreach name in array array['voucher_card_rate', 'voucher_terms', 'voucher_number'] loop
    execute format('create policy reach on %I for select to ballast_scoped using (zone_id = current_zone_id())', name);
  end loop;
  -- What is an enterprise's own, its reporter sees.
  foreach name in array array['voucher_application', 'voucher', 'voucher_use', 'voucher_redemption'] loop
    execute format('create policy reach on %I for select to ballast_scoped using (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id())', name);
  end loop;
  foreach name in array array['voucher_account', 'voucher_hold', 'voucher_posting'] loop
    execute format('create policy reach on %1$I for select to ballast_scoped using (zone_id = current_zone_id()
      and exists (select from voucher v where v.zone_id = %1$I.zone_id and v.voucher_id = %1$I.voucher_id))', name);
  end loop;
end
$$;
create policy reach on voucher_redemption_use for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from voucher_redemption r where r.zone_id = voucher_redemption_use.zone_id and r.redemption_id = voucher_redemption_use.redemption_id));
create policy reach on voucher_pool for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from voucher v where v.zone_id = voucher_pool.zone_id and v.pool_id = voucher_pool.pool_id));

-- Postings, metered use, rates and terms stay as they were written; of the rest only what moves is written again.
grant update (last_no) on voucher_number to ballast_app;
grant update (balance, postings) on voucher_account to ballast_app;
grant update (captured_tflops_s, expires_at, closed_at, close_reason) on voucher_hold to ballast_app;
grant update (state, decided_by, decided_by_name, decided_at, decision_note, version) on voucher_application to ballast_app, ballast_scoped;
grant update (state, amount_fen, checked_by, checked_by_name, checked_at, decided_by, decided_by_name, decided_on, decided_at, payment_no,
  decision_note, version) on voucher_redemption to ballast_app, ballast_scoped;
grant update (is_live) on voucher_redemption_use to ballast_app, ballast_scoped;

-- An enterprise's reporter applies for his own and takes back what nobody has decided; the ledger he never writes.
grant insert on voucher_application, voucher_redemption, voucher_redemption_use, voucher_number to ballast_scoped;
grant update (last_no) on voucher_number to ballast_scoped;
create policy reach_number on voucher_number for insert to ballast_scoped with check (zone_id = current_zone_id());
create policy reach_count on voucher_number for update to ballast_scoped using (zone_id = current_zone_id());
create policy reach_apply on voucher_application for insert to ballast_scoped
  with check (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id() and state = 'submitted');
create policy reach_withdraw on voucher_application for update to ballast_scoped
  using (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id() and state = 'submitted')
  with check (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id() and state = 'withdrawn');
create policy reach_apply on voucher_redemption for insert to ballast_scoped
  with check (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id() and state = 'submitted'
    and exists (select from voucher v where v.zone_id = voucher_redemption.zone_id and v.voucher_id = voucher_redemption.voucher_id));
create policy reach_withdraw on voucher_redemption for update to ballast_scoped
  using (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id() and state = 'submitted')
  with check (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id() and state = 'withdrawn');
create policy reach_apply on voucher_redemption_use for insert to ballast_scoped with check (zone_id = current_zone_id()
  and exists (select from voucher_redemption r where r.zone_id = voucher_redemption_use.zone_id and r.redemption_id = voucher_redemption_use.redemption_id)
  and exists (select from voucher_use u where u.zone_id = voucher_redemption_use.zone_id and u.use_id = voucher_redemption_use.use_id));
create policy reach_withdraw on voucher_redemption_use for update to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from voucher_redemption r where r.zone_id = voucher_redemption_use.zone_id and r.redemption_id = voucher_redemption_use.redemption_id))
  with check (zone_id = current_zone_id() and not is_live);
