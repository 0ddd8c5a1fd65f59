-- What a centre is built to have, and what its engine has of it: the investment project that builds the centre is seen to fill up.

alter table compute_centre add column project_id uuid;
alter table compute_centre add foreign key (zone_id, project_id) references project;
create index on compute_centre (zone_id, project_id);
comment on column compute_centre.project_id is 'the investment project that builds it';

alter table compute_centre_card add column planned_cards integer check (planned_cards > 0);
comment on column compute_centre_card.planned_cards is 'cards that the centre is to have once it is whole; those that its engine does not have yet are in commissioning; null: not said';

create table compute_capacity (
  zone_id uuid not null references zone,
  centre_id uuid not null,
  card_type text not null,
  seen_on date not null,
  cards integer not null check (cards >= 0),
  used integer not null check (used >= 0),
  away integer not null check (away >= 0),
  seen_at timestamptz not null,
  primary key (zone_id, centre_id, card_type, seen_on),
  foreign key (zone_id, centre_id) references compute_centre
);
comment on table compute_capacity is '算力中心在网卡数';
comment on column compute_capacity.seen_on is 'day in the zone''s time; of a day the last look stands';
comment on column compute_capacity.away is 'of cards, on nodes that take no jobs';

create table voucher_card_precision (
  zone_id uuid not null references zone,
  card_type text not null,
  from_on date not null,
  precision_name text not null check (precision_name in ('fp64', 'fp32', 'tf32', 'fp8', 'int8')),
  gflops bigint not null check (gflops > 0),
  primary key (zone_id, card_type, from_on, precision_name),
  foreign key (zone_id, card_type, from_on) references voucher_card_rate
);
comment on table voucher_card_precision is '卡型各精度算力';
comment on column voucher_card_precision.gflops is 'nominal, dense, of one card; FP16, by which is metered, stands with the rate itself';

do $$
declare
  name text;
begin
  foreach name in array array['compute_capacity', 'voucher_card_precision'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('create policy reach on %I for select to ballast_scoped using (zone_id = current_zone_id())', name);
    execute format('grant select, insert on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
end
$$;
grant update (cards, used, away, seen_at) on compute_capacity to ballast_app;
