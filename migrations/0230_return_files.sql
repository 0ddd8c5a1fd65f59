-- Returns are imported by whoever fills them in: a run of theirs belongs to its user, and nobody else sees it.
alter table import_run add column month_ym date check (extract(day from month_ym) = 1);
alter table import_run add column user_id uuid;
alter table import_run add check (resource <> 'returns' or (month_ym is not null and user_id is not null));
comment on column import_run.month_ym is 'of returns: their period';
comment on column import_run.user_id is 'whoever uploaded it; a run of returns is seen by nobody else';

alter table import_row add column passes boolean not null default false;
comment on column import_row.passes is 'of a return: as it stands in the file it could be handed in';

create policy own on import_run to ballast_scoped using (zone_id = current_zone_id() and user_id = current_user_id())
  with check (zone_id = current_zone_id() and user_id = current_user_id());
create policy own on import_row to ballast_scoped using (zone_id = current_zone_id()
    and exists (select from import_run r where r.zone_id = import_row.zone_id and r.import_id = import_row.import_id))
  with check (zone_id = current_zone_id()
    and exists (select from import_run r where r.zone_id = import_row.zone_id and r.import_id = import_row.import_id));
create policy own on import_file to ballast_scoped using (zone_id = current_zone_id()
    and exists (select from import_run r where r.zone_id = import_file.zone_id and r.import_id = import_file.import_id))
  with check (zone_id = current_zone_id()
    and exists (select from import_run r where r.zone_id = import_file.zone_id and r.import_id = import_file.import_id));
grant select, insert, update, delete on import_run, import_row, import_file to ballast_scoped;
