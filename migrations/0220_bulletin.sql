-- The monthly bulletin: its figures as they were read, the texts that people have worded, and what was issued. An issued edition is
-- frozen; what can be said of it later, that it is withdrawn, stands in a table of its own.
create table bulletin (
  zone_id uuid not null references zone,
  bulletin_id uuid not null,
  month_ym date not null check (extract(day from month_ym) = 1),
  status text not null check (status in ('draft', 'issued')),
  number integer check (number > 0),
  edition integer not null check (edition > 0),
  replaces_id uuid,
  correction_reason text,
  figures jsonb not null,
  figures_at timestamptz not null,
  drafted_by text not null,
  drafted_by_name text not null,
  drafted_at timestamptz not null,
  issued_on date,
  issued_by text,
  issued_by_name text,
  issued_at timestamptz,
  version bigint not null default 1,
  primary key (zone_id, bulletin_id),
  foreign key (zone_id, replaces_id) references bulletin,
  check ((status = 'issued') = (number is not null)),
  check ((status = 'issued') = (issued_on is not null)),
  check ((status = 'issued') = (issued_by is not null)),
  check ((status = 'issued') = (issued_by_name is not null)),
  check ((status = 'issued') = (issued_at is not null)),
  check ((edition = 1) = (replaces_id is null)),
  check ((replaces_id is null) = (correction_reason is null))
);
create unique index on bulletin (zone_id, month_ym) where status = 'draft';
create unique index on bulletin (zone_id, month_ym, edition) where status = 'issued';
create index on bulletin (zone_id, replaces_id);
comment on table bulletin is '投资月报';
comment on column bulletin.number is '第 N 期 of the year of the month; all editions of a month have one';
comment on column bulletin.figures is 'BulletinFigures of the contract, as they were read at figures_at';

create table bulletin_block (
  zone_id uuid not null references zone,
  bulletin_id uuid not null,
  block text not null check (block in ('overview', 'clusters', 'projects', 'warnings', 'next', 'issuer', 'signer', 'distribution')),
  language text not null check (language in ('zh-CN', 'en')),
  text text,
  drafted_text text,
  drafted_values jsonb,
  modified_by text not null,
  modified_by_name text not null,
  modified_at timestamptz not null,
  version bigint not null default 1,
  primary key (zone_id, bulletin_id, block, language),
  foreign key (zone_id, bulletin_id) references bulletin on delete cascade,
  check ((text is null) = (drafted_text is null)),
  check ((text is null) = (drafted_values is null))
);
comment on table bulletin_block is '月报文字';
comment on column bulletin_block.text is 'null: the text that the rules draft';
comment on column bulletin_block.drafted_values is 'the figures in the drafted text when it was edited';

create table bulletin_file (
  zone_id uuid not null references zone,
  bulletin_id uuid not null,
  format text not null check (format in ('pdf', 'docx')),
  language text not null check (language in ('zh-CN', 'en')),
  file_name text not null,
  byte_size bigint not null check (byte_size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (zone_id, bulletin_id, format, language),
  foreign key (zone_id, bulletin_id) references bulletin
);
comment on table bulletin_file is '月报文件';

create table bulletin_withdrawal (
  zone_id uuid not null references zone,
  bulletin_id uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  withdrawn_by text not null,
  withdrawn_by_name text not null,
  withdrawn_at timestamptz not null,
  primary key (zone_id, bulletin_id),
  foreign key (zone_id, bulletin_id) references bulletin
);
comment on table bulletin_withdrawal is '月报撤回';

do $$
declare
  name text;
begin
  foreach name in array array['bulletin', 'bulletin_block', 'bulletin_file', 'bulletin_withdrawal'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    -- It is about the zone as a whole: nothing of it for whoever reaches a part.
    execute format('create policy reach on %I for select to ballast_scoped using (false)', name);
    execute format('grant select on %I to ballast_app, ballast_scoped', name);
  end loop;
end
$$;
grant insert, update, delete on bulletin, bulletin_block to ballast_app;
grant insert on bulletin_file, bulletin_withdrawal to ballast_app;
-- What is issued stands still.
create policy frozen_update on bulletin as restrictive for update to ballast_app using (status = 'draft') with check (true);
create policy frozen_delete on bulletin as restrictive for delete to ballast_app using (status = 'draft');
create policy frozen_insert on bulletin_block as restrictive for insert to ballast_app with check (exists (select from bulletin b
  where b.zone_id = bulletin_block.zone_id and b.bulletin_id = bulletin_block.bulletin_id and b.status = 'draft'));
create policy frozen_update on bulletin_block as restrictive for update to ballast_app using (exists (select from bulletin b
  where b.zone_id = bulletin_block.zone_id and b.bulletin_id = bulletin_block.bulletin_id and b.status = 'draft'));
create policy frozen_delete on bulletin_block as restrictive for delete to ballast_app using (exists (select from bulletin b
  where b.zone_id = bulletin_block.zone_id and b.bulletin_id = bulletin_block.bulletin_id and b.status = 'draft'));
