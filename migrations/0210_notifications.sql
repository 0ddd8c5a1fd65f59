-- Notifications: what happened, who is told of it in the app, and by which channels it leaves.
create table notification_event (
  zone_id uuid not null references zone,
  event_id uuid not null,
  event_key text not null check (length(event_key) between 1 and 300),
  kind text not null check (length(kind) between 1 and 60),
  subject_type text not null,
  subject_id text not null,
  project_id uuid,
  link text not null check (link like '/%'),
  params jsonb not null,
  audience jsonb not null,
  actor_id uuid,
  happened_at timestamptz not null,
  spread_at timestamptz,
  primary key (zone_id, event_id),
  unique (zone_id, event_key),
  foreign key (zone_id, project_id) references project on delete cascade
);
create index on notification_event (zone_id, project_id);
create index on notification_event (zone_id, event_id) where spread_at is null;
comment on table notification_event is '通知事件';
comment on column notification_event.event_key is 'names what happened: written again under the same key, it is the same event';
comment on column notification_event.kind is 'one of the list in domain/notification/kind.ts';
comment on column notification_event.project_id is 'the project that it is about: whoever does not reach it is not told';
comment on column notification_event.audience is 'who is to be told, as the transaction could say it; spreading makes people of it';
comment on column notification_event.spread_at is 'when people and channels were told; null: they wait for it';

create table notification (
  zone_id uuid not null references zone,
  notification_id uuid not null,
  event_id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (zone_id, notification_id),
  unique (zone_id, event_id, user_id),
  foreign key (zone_id, event_id) references notification_event on delete cascade,
  foreign key (zone_id, user_id) references app_user on delete cascade
);
create index on notification (zone_id, user_id, notification_id);
create index on notification (zone_id, user_id) where read_at is null;
comment on table notification is '通知';

create table notification_channel (
  zone_id uuid not null references zone,
  channel_id uuid not null,
  kind text not null check (kind in ('webhook', 'wecom', 'dingtalk')),
  name text not null check (length(name) between 1 and 100),
  url text not null,
  place text not null,
  secret text,
  kinds text[] not null,
  locale text not null check (locale in ('zh-CN', 'en')),
  keeps_quiet_hours boolean not null,
  is_active boolean not null,
  open_at timestamptz not null,
  version bigint not null default 1,
  primary key (zone_id, channel_id),
  unique (zone_id, name)
);
comment on table notification_channel is '通知渠道';
comment on column notification_channel.url is 'encrypted under a key derived from the installation''s secret: a robot''s address is its password';
comment on column notification_channel.place is 'what of the address is shown: the server, without path and key';
comment on column notification_channel.secret is 'signs what is sent; encrypted as the address is';
comment on column notification_channel.kinds is 'the kinds of events that it is told of';
comment on column notification_channel.open_at is 'no earlier is the next message handed over: robots take twenty a minute';

create table notification_delivery (
  zone_id uuid not null references zone,
  delivery_id uuid not null,
  event_id uuid not null,
  user_id uuid,
  channel_id uuid,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'abandoned', 'uncertain')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  taken_at timestamptz,
  batch_id uuid,
  finished_at timestamptz,
  outcome text,
  detail text,
  primary key (zone_id, delivery_id),
  unique (zone_id, event_id, user_id),
  unique (zone_id, event_id, channel_id),
  foreign key (zone_id, event_id) references notification_event on delete cascade,
  foreign key (zone_id, user_id) references app_user on delete cascade,
  foreign key (zone_id, channel_id) references notification_channel on delete cascade,
  check ((user_id is null) <> (channel_id is null)),
  check ((state = 'sending') = (taken_at is not null))
);
create index on notification_delivery (zone_id, user_id);
create index on notification_delivery (zone_id, channel_id);
create index on notification_delivery (zone_id, due_at) where state in ('waiting', 'failed');
create index on notification_delivery (zone_id, taken_at) where state = 'sending';
create index on notification_delivery (zone_id, delivery_id) where state in ('failed', 'abandoned', 'uncertain');
comment on table notification_delivery is '通知投递';
comment on column notification_delivery.user_id is 'of an e-mail: to whom; otherwise the channel is named';
comment on column notification_delivery.batch_id is 'the deliveries of one batch left as one message';
comment on column notification_delivery.outcome is 'code of what became of the last attempt';

create table notification_hours (
  zone_id uuid not null references zone,
  quiet_from text not null check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_until text not null check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_days boolean not null,
  digest_time text not null check (digest_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  version bigint not null default 1,
  primary key (zone_id)
);
comment on table notification_hours is '免打扰时段';
comment on column notification_hours.quiet_from is 'official time; from until the same: no hour of a day is quiet';
comment on column notification_hours.quiet_days is 'days on which nobody works are quiet as a whole';

create table notification_preference (
  zone_id uuid not null references zone,
  user_id uuid not null,
  locale text not null check (locale in ('zh-CN', 'en')),
  mail jsonb not null,
  version bigint not null default 1,
  primary key (zone_id, user_id),
  foreign key (zone_id, user_id) references app_user on delete cascade
);
comment on table notification_preference is '通知偏好';
comment on column notification_preference.mail is 'by kind: at-once, digest or never; a kind that is missing: as the product presets it';

do $$
declare
  name text;
begin
  foreach name in array array['notification_event', 'notification', 'notification_channel', 'notification_delivery', 'notification_hours',
    'notification_preference']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy zone_isolation on %I to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id())', name);
    execute format('grant select, insert, update, delete on %I to ballast_app', name);
    execute format('grant select on %I to ballast_scoped', name);
  end loop;
end
$$;
-- Whoever does a thing tells of it, and sees no more of it than what he is told himself.
create policy tell on notification_event for insert to ballast_scoped with check (zone_id = current_zone_id() and spread_at is null);
grant insert on notification_event to ballast_scoped;
create policy own on notification_event for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from notification n where n.zone_id = notification_event.zone_id and n.event_id = notification_event.event_id
    and n.user_id = current_user_id()));
create policy own on notification for select to ballast_scoped using (zone_id = current_zone_id() and user_id = current_user_id());
create policy own_read on notification for update to ballast_scoped using (zone_id = current_zone_id() and user_id = current_user_id())
  with check (zone_id = current_zone_id() and user_id = current_user_id());
grant update (read_at) on notification to ballast_scoped;
create policy own on notification_preference to ballast_scoped using (zone_id = current_zone_id() and user_id = current_user_id())
  with check (zone_id = current_zone_id() and user_id = current_user_id());
grant insert, update, delete on notification_preference to ballast_scoped;
create policy reach on notification_hours for select to ballast_scoped using (zone_id = current_zone_id());
