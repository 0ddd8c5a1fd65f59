-- Why the figures of a month differ: planned, dispatched and reported are held against each other, and somebody answers for the difference.
create table difference_reason (
  zone_id uuid not null references zone,
  project_id uuid not null,
  month_ym date not null check (extract(day from month_ym) = 1),
  reason_code text not null,
  note text,
  given_by text not null,
  given_at timestamptz not null,
  version bigint not null default 1,
  primary key (zone_id, project_id, month_ym),
  foreign key (zone_id, project_id) references project on delete cascade
);
comment on table difference_reason is '差异原因';
comment on column difference_reason.reason_code is 'of the zone''s code list difference-reason';

alter table difference_reason enable row level security;
create policy zone_isolation on difference_reason to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
create policy reach on difference_reason to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from project p where p.zone_id = difference_reason.zone_id and p.project_id = difference_reason.project_id));
grant select, insert, update, delete on difference_reason to ballast_app, ballast_scoped;
create index on report_return (zone_id, project_id, month_ym) where state = 'closed';
