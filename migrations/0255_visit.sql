-- Visits to firms: when, who came, what was found, and what was promised until when.
create table project_visit (
  zone_id uuid not null references zone,
  visit_id uuid not null,
  project_id uuid not null,
  visited_on date not null,
  visitors text not null check (length(visitors) between 1 and 200),
  found text not null check (length(found) between 1 and 1000),
  promised text check (length(promised) between 1 and 500),
  promised_until date check (promised_until >= visited_on),
  kept_on date,
  recorded_by text not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  version bigint not null default 1,
  primary key (zone_id, visit_id),
  foreign key (zone_id, project_id) references project on delete cascade,
  check (promised is not null or (promised_until is null and kept_on is null))
);
create index on project_visit (zone_id, project_id, visited_on);
create index on project_visit (zone_id, visited_on);
comment on table project_visit is '走访记录';
comment on column project_visit.visitors is 'who went, as people write it: several names, the offices that came along';
comment on column project_visit.kept_on is 'the promise was kept on this day; null: it is open';

alter table project_visit enable row level security;
create policy zone_isolation on project_visit to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
create policy reach on project_visit for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from project p where p.zone_id = project_visit.zone_id and p.project_id = project_visit.project_id));
-- What a visit found is for its service manager or bureau to write down, not for the enterprise.
create policy reach_write on project_visit to ballast_scoped using (zone_id = current_zone_id()
  and (reached_manager() is not null or reached_bureau() is not null)
  and exists (select from project p where p.zone_id = project_visit.zone_id and p.project_id = project_visit.project_id));
grant select, insert, update on project_visit to ballast_app, ballast_scoped;
grant delete on project_visit to ballast_app;
