-- Whoever does not reach the whole zone works as ballast_scoped: the database itself shows him only the projects that he reaches, and
-- what belongs to them. A table without a policy for this role shows nothing.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'ballast_scoped') then
    begin
      create role ballast_scoped nologin;
    exception when duplicate_object or unique_violation then
      null; -- another database of this cluster has just made it
    end;
  end if;
  execute format('grant ballast_scoped to %I', current_user);
end
$$;

create function current_user_id() returns uuid language sql stable
  return nullif(current_setting('ballast.user_id', true), '')::uuid;
create function reached_enterprise_id() returns uuid language sql stable
  return nullif(current_setting('ballast.enterprise_id', true), '')::uuid;
create function reached_manager() returns text language sql stable
  return nullif(current_setting('ballast.manager', true), '');
create function reached_bureau() returns text language sql stable
  return nullif(current_setting('ballast.bureau', true), '');

-- Two users of one zone may send the same key; the answer is for who asked.
alter table idempotency_key add column user_id uuid;

do $$
declare
  item record;
begin
  for item in
    select * from (values
      ('zone', 'true'), ('code_item', 'true'), ('category', 'true'), ('cluster', 'true'), ('custom_field', 'true'), ('year_plan', 'true'),
      ('plan_version', 'true'),
      ('project', 'owner_enterprise_id = reached_enterprise_id() or service_manager = reached_manager() or bureau_code = reached_bureau()'),
      ('project_gate', 'exists (select from project p where p.zone_id = t.zone_id and p.project_id = t.project_id)'),
      ('project_funding', 'exists (select from project p where p.zone_id = t.zone_id and p.project_id = t.project_id)'),
      ('project_parcel', 'exists (select from project p where p.zone_id = t.zone_id and p.project_id = t.project_id)'),
      ('project_relation', 'exists (select from project p where p.zone_id = t.zone_id and p.project_id = t.project_id)'),
      ('plan_project', 'exists (select from project p where p.zone_id = t.zone_id and p.project_id = t.project_id)'),
      ('plan_month', 'exists (select from project p where p.zone_id = t.zone_id and p.project_id = t.project_id)'),
      ('plan_share', 'exists (select from project p where p.zone_id = t.zone_id and p.project_id = t.project_id)'),
      ('parcel', 'exists (select from project_parcel l where l.zone_id = t.zone_id and l.parcel_id = t.parcel_id)'),
      ('parcel_name', 'exists (select from parcel g where g.zone_id = t.zone_id and g.parcel_id = t.parcel_id)'),
      ('enterprise', 'enterprise_id = reached_enterprise_id()
        or exists (select from project p where p.zone_id = t.zone_id and p.owner_enterprise_id = t.enterprise_id)'),
      ('provenance', 'exists (select from project p where p.zone_id = t.zone_id and p.project_id = t.subject_id)
        or exists (select from enterprise e where e.zone_id = t.zone_id and e.enterprise_id = t.subject_id)
        or exists (select from parcel g where g.zone_id = t.zone_id and g.parcel_id = t.subject_id)'),
      ('audit_entry', 'exists (select from project p where p.zone_id = t.zone_id and p.project_id::text = t.subject_id)
        or exists (select from enterprise e where e.zone_id = t.zone_id and e.enterprise_id::text = t.subject_id)
        or exists (select from parcel g where g.zone_id = t.zone_id and g.parcel_id::text = t.subject_id)'),
      ('app_user', 'user_id = current_user_id()'), ('user_role', 'user_id = current_user_id()'),
      ('saved_view', 'user_id = current_user_id() or is_shared')
    ) as reads(name, condition)
  loop
    -- Inside the policy the row is named by its table; `t` above is that.
    execute format('create policy reach on %1$I for select to ballast_scoped using (zone_id = current_zone_id() and (%2$s))',
      item.name, replace(item.condition, 't.', item.name || '.'));
  end loop;
  for item in
    select * from (values ('user_password'), ('user_session'), ('saved_view'), ('idempotency_key')) as own(name)
  loop
    execute format('create policy own on %I to ballast_scoped using (zone_id = current_zone_id() and user_id = current_user_id())
      with check (zone_id = current_zone_id() and user_id = current_user_id())', item.name);
    execute format('grant select, insert, update, delete on %I to ballast_scoped', item.name);
  end loop;
end
$$;
create policy reach_insert on audit_entry for insert to ballast_scoped with check (zone_id = current_zone_id());
grant insert on audit_entry to ballast_scoped;
-- Reading a table without a policy gives no row, where a missing grant would break the pages that look into it.
grant select on all tables in schema public to ballast_scoped;
