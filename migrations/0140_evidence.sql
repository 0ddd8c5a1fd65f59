-- Files that prove what is said of a project. The file itself stands in the file store under its SHA-256; here is what it proves, who
-- brought it and when. Nothing is deleted: who brought the wrong file withdraws it, with a reason.
create table evidence (
  zone_id uuid not null references zone,
  evidence_id uuid not null,
  project_id uuid not null,
  subject_type text not null check (subject_type in ('project', 'gate', 'condition')),
  subject_id text not null,
  file_name text not null,
  media_type text not null,
  byte_size bigint not null check (byte_size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  note text,
  taken_at timestamptz,
  taken_lng numeric(10, 7),
  taken_lat numeric(9, 7),
  scanner text,
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_by_name text,
  withdrawn_reason text,
  version bigint not null default 1,
  primary key (zone_id, evidence_id),
  foreign key (zone_id, project_id) references project,
  foreign key (zone_id, uploaded_by) references app_user,
  foreign key (zone_id, withdrawn_by) references app_user,
  check ((taken_lng is null) = (taken_lat is null)),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check ((withdrawn_at is null) = (withdrawn_by_name is null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index on evidence (zone_id, project_id, uploaded_at);
create index on evidence (zone_id, uploaded_by);
create index on evidence (zone_id, withdrawn_by);
create unique index evidence_once on evidence (zone_id, project_id, subject_type, subject_id, sha256) where withdrawn_at is null;
comment on table evidence is '佐证材料';
comment on column evidence.subject_id is 'of a gate its name, of a condition its code, of the project itself its id';
comment on column evidence.taken_at is 'when a photo was taken, as its camera says';
comment on column evidence.scanner is 'what looked for viruses in it; null: nothing did';

create table evidence_upload (
  zone_id uuid not null references zone,
  upload_id uuid not null,
  project_id uuid not null,
  subject_type text not null check (subject_type in ('project', 'gate', 'condition')),
  subject_id text not null,
  file_name text not null,
  byte_size bigint not null check (byte_size > 0),
  received_bytes bigint not null default 0 check (received_bytes between 0 and byte_size),
  note text,
  user_id uuid not null,
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  evidence_id uuid,
  primary key (zone_id, upload_id),
  foreign key (zone_id, project_id) references project on delete cascade,
  foreign key (zone_id, user_id) references app_user on delete cascade,
  foreign key (zone_id, evidence_id) references evidence
);
create index on evidence_upload (zone_id, project_id);
create index on evidence_upload (zone_id, user_id);
create index on evidence_upload (zone_id, evidence_id);
comment on table evidence_upload is '佐证材料上传';
comment on column evidence_upload.received_bytes is 'on the disk for good; the upload goes on from here';
comment on column evidence_upload.evidence_id is 'what it became';

do $$
declare
  name text;
begin
  foreach name in array array['evidence', 'evidence_upload'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
  end loop;
end
$$;
create policy reach on evidence to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from project p where p.zone_id = evidence.zone_id and p.project_id = evidence.project_id));
create policy own on evidence_upload to ballast_scoped using (zone_id = current_zone_id() and user_id = current_user_id()
  and exists (select from project p where p.zone_id = evidence_upload.zone_id and p.project_id = evidence_upload.project_id));
-- A file that was brought stays; all that can be said of it later is that it is withdrawn.
grant select, insert on evidence to ballast_app, ballast_scoped;
grant update (withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawn_reason, version) on evidence to ballast_app, ballast_scoped;
grant select, insert, update, delete on evidence_upload to ballast_app, ballast_scoped;
