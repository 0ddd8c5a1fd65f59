-- Who may use a centre, and what it costs there: contracts of firms with centres that need one, and prices of a centre's own.

alter table compute_centre add column needs_contract boolean not null default false;
comment on column compute_centre.needs_contract is 'a firm submits here only while a contract of its own is in force';

create table compute_contract (
  zone_id uuid not null references zone,
  contract_id uuid not null,
  centre_id uuid not null,
  enterprise_id uuid not null,
  contract_no text not null check (contract_no <> ''),
  from_on date not null,
  until_on date not null,
  note text,
  set_by text not null,
  set_by_name text not null,
  set_at timestamptz not null,
  version bigint not null default 1,
  primary key (zone_id, contract_id),
  unique (zone_id, contract_no),
  foreign key (zone_id, centre_id) references compute_centre,
  foreign key (zone_id, enterprise_id) references enterprise,
  check (from_on <= until_on)
);
create index on compute_contract (zone_id, centre_id, enterprise_id);
create index on compute_contract (zone_id, enterprise_id);
comment on table compute_contract is '算力中心使用合同';
comment on column compute_contract.until_on is 'the last day on which it holds; a job that was taken by then goes on';
comment on column compute_contract.set_by is 'who entered it, or changed it last';

create table compute_centre_price (
  zone_id uuid not null references zone,
  centre_id uuid not null,
  card_type text not null check (card_type <> ''),
  from_on date not null,
  fen_per_p_hour bigint not null check (fen_per_p_hour >= 0),
  citation text,
  set_by text not null,
  set_at timestamptz not null,
  primary key (zone_id, centre_id, card_type, from_on),
  foreign key (zone_id, centre_id) references compute_centre
);
comment on table compute_centre_price is '算力中心单价';
comment on column compute_centre_price.from_on is 'where none has begun, the price of voucher_card_rate holds; a run is charged by the day on which it ended';

alter table compute_contract enable row level security;
create policy zone_isolation on compute_contract to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
-- What was agreed stays; how long it holds and what is noted may change.
grant select, insert, update (until_on, note, set_by, set_by_name, set_at, version) on compute_contract to ballast_app;
-- What is an enterprise's own, its reporter sees.
create policy reach on compute_contract for select to ballast_scoped using (zone_id = current_zone_id() and enterprise_id = reached_enterprise_id());
grant select on compute_contract to ballast_scoped;

-- Prices are never changed: what was charged by them stays explained. Every firm may know them.
alter table compute_centre_price enable row level security;
create policy zone_isolation on compute_centre_price to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
grant select, insert on compute_centre_price to ballast_app;
create policy reach on compute_centre_price for select to ballast_scoped using (zone_id = current_zone_id());
grant select on compute_centre_price to ballast_scoped;
