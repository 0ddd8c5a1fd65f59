-- The queue of projects that go into the statistical library (入库). That a project is registered is the date of its gate, kept in
-- gate_progress alone; here is the pack by which it comes there, and what was said of it.
create table registration (
  zone_id uuid not null references zone,
  project_id uuid not null,
  state text not null check (state in ('preparing', 'submitted', 'returned', 'accepted')),
  batch_ym date check (extract(day from batch_ym) = 1),
  unit_name text,
  credit_code text,
  project_code text,
  contract_party text,
  contract_no text,
  contract_fen bigint check (contract_fen >= 0),
  total_fen bigint check (total_fen >= 0),
  start_on date,
  completion_on date,
  permit_no text,
  industry_code text,
  stat_area_code text,
  address text,
  explanations jsonb not null default '{}',
  note text,
  library_no text,
  submitted_by text,
  submitted_at timestamptz,
  source_kind text not null check (source_kind in ('public', 'simulated', 'entered')),
  modified_by text not null,
  modified_at timestamptz not null,
  version bigint not null default 1,
  primary key (zone_id, project_id),
  unique (zone_id, project_code),
  unique (zone_id, library_no),
  foreign key (zone_id, project_id) references project on delete cascade,
  check (state in ('preparing', 'returned') or (batch_ym is not null and submitted_at is not null and submitted_by is not null))
);
create index on registration (zone_id, batch_ym);
comment on table registration is '入库申报';
comment on column registration.unit_name is 'this and what follows to address: as the documents of the pack state it';
comment on column registration.batch_ym is 'the month in whose batch it was handed in';
comment on column registration.explanations is 'by check: why the pack is right although it differs';
comment on column registration.library_no is 'number in the statistical library; the month of the library is that of the gate''s date';

-- What was said stays said.
create table registration_event (
  zone_id uuid not null references zone,
  event_id uuid not null,
  project_id uuid not null,
  step text not null check (step in ('submit', 'recall', 'return', 'accept', 'register')),
  items jsonb not null default '[]',
  note text,
  done_by text not null,
  done_by_name text not null,
  done_at timestamptz not null,
  primary key (zone_id, event_id),
  foreign key (zone_id, project_id) references registration on delete cascade
);
create index on registration_event (zone_id, project_id, done_at);
comment on table registration_event is '入库办理记录';
comment on column registration_event.items is 'of a return: [{"item", "reasonCode", "note"}, …]';

do $$
declare
  name text;
begin
  foreach name in array array['registration', 'registration_event'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('create policy reach on %1$I for select to ballast_scoped using (zone_id = current_zone_id()
      and exists (select from project p where p.zone_id = %1$I.zone_id and p.project_id = %1$I.project_id))', name);
    execute format('grant select, insert, update, delete on %I to ballast_app', name);
    execute format('grant select, insert on %I to ballast_scoped', name);
  end loop;
end
$$;
-- Whoever reaches a project prepares its pack; that it is accepted, only an office says.
create policy reach_add on registration for insert to ballast_scoped with check (zone_id = current_zone_id() and state = 'preparing'
  and exists (select from project p where p.zone_id = registration.zone_id and p.project_id = registration.project_id));
create policy reach_change on registration for update to ballast_scoped using (zone_id = current_zone_id()
    and (state <> 'accepted' or reached_bureau() is not null)
    and exists (select from project p where p.zone_id = registration.zone_id and p.project_id = registration.project_id))
  with check (zone_id = current_zone_id() and (state in ('preparing', 'submitted', 'returned') or reached_bureau() is not null));
create policy reach_add on registration_event for insert to ballast_scoped with check (zone_id = current_zone_id()
  and exists (select from project p where p.zone_id = registration_event.zone_id and p.project_id = registration_event.project_id));
grant update on registration to ballast_scoped;
revoke update, delete on registration_event from ballast_app, ballast_scoped;
