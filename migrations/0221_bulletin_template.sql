-- The Word files that a zone has had its bulletins filled into; the newest of a language counts, and one without a file is that of the
-- program. The files stand in the file store.
create table bulletin_template (
  zone_id uuid not null references zone,
  template_id uuid not null,
  language text not null check (language in ('zh-CN', 'en')),
  file_name text,
  byte_size bigint check (byte_size > 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  chosen_by text not null,
  chosen_by_name text not null,
  chosen_at timestamptz not null,
  primary key (zone_id, template_id),
  check ((sha256 is null) = (file_name is null)),
  check ((sha256 is null) = (byte_size is null))
);
comment on table bulletin_template is '月报模板';
comment on column bulletin_template.sha256 is 'null: the template of the program again';

alter table bulletin_template enable row level security;
create policy zone_isolation on bulletin_template to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
create policy reach on bulletin_template for select to ballast_scoped using (false);
grant select, insert on bulletin_template to ballast_app;
grant select on bulletin_template to ballast_scoped;
