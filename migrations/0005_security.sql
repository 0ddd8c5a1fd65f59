-- Row-level security, for every table with a zone. It binds ballast_app, the role of all of the application's work on a zone;
-- the owner stays free of it, for migrations, backups and the list of zones.
do $$
declare
  name text;
begin
  for name in
    select c.table_name from information_schema.columns c
    where c.table_schema = 'public' and c.column_name = 'zone_id' order by c.table_name
  loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert, update, delete on %I to ballast_app', name);
  end loop;
end
$$;
revoke insert, delete on zone from ballast_app;
revoke update, delete on audit_entry from ballast_app;
revoke update, delete on audit_seal from ballast_app;
grant select on shared_calendar, shared_calendar_day to ballast_app;

-- The content of a plan version can change only while the version is a draft: adopted versions are frozen by the database.
do $$
declare
  name text;
begin
  foreach name in array array['plan_target', 'plan_node', 'plan_project', 'plan_month', 'plan_share', 'plan_acceptance'] loop
    execute format($policy$create policy draft_insert on %I as restrictive for insert to ballast_app
      with check (version_id in (select v.version_id from plan_version v where v.zone_id = current_zone_id() and v.status = 'draft'))$policy$, name);
    execute format($policy$create policy draft_update on %I as restrictive for update to ballast_app
      using (version_id in (select v.version_id from plan_version v where v.zone_id = current_zone_id() and v.status = 'draft'))$policy$, name);
    execute format($policy$create policy draft_delete on %I as restrictive for delete to ballast_app
      using (version_id in (select v.version_id from plan_version v where v.zone_id = current_zone_id() and v.status = 'draft'))$policy$, name);
  end loop;
end
$$;
