-- A copy of the database brings rows first and references between rows of one table afterwards; a correction must stand without its
-- reference until then. That it is one, its edition and its reason say.
do $$
declare
  name text;
begin
  for name in select c.conname from pg_constraint c
    where c.conrelid = 'bulletin'::regclass and c.contype = 'c' and pg_get_constraintdef(c.oid) like '%replaces_id%' loop
    execute format('alter table bulletin drop constraint %I', name);
  end loop;
end
$$;
alter table bulletin add check ((edition = 1) = (correction_reason is null)), add check (edition > 1 or replaces_id is null);
