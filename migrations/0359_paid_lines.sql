-- Paid lines: P-hours that a firm uses at its own cost. They are vouchers of quota, so that holds, envelopes and shares hold for them alike,
-- from pools of their own, so that nothing of the public pools is ever in them.

alter table voucher_pool add column is_paid boolean not null default false;
alter table voucher_pool add check (not is_paid or unit = 'tflops_s');
alter table voucher_pool drop constraint voucher_pool_zone_id_year_unit_key;
alter table voucher_pool add unique (zone_id, year, unit, is_paid);
alter table voucher_pool add unique (zone_id, pool_id, unit, is_paid);
comment on column voucher_pool.is_paid is 'of paid lines: filled with each line and emptied into it at once';

alter table voucher add column is_paid boolean not null default false;
alter table voucher add column note text check (note <> '');
alter table voucher add column closed_at timestamptz;
alter table voucher add column closed_by text;
alter table voucher add column closed_by_name text;
alter table voucher add column version bigint not null default 1;
alter table voucher alter column application_id drop not null;
alter table voucher add check ((application_id is null) = is_paid);
alter table voucher add check (not is_paid or note is not null);
alter table voucher add check (is_paid or closed_at is null);
alter table voucher add check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (closed_by_name is null));
-- A line comes out of a pool of lines, and nothing else does.
alter table voucher add foreign key (zone_id, pool_id, unit, is_paid) references voucher_pool (zone_id, pool_id, unit, is_paid);
alter table voucher drop constraint voucher_zone_id_pool_id_unit_fkey;
drop index voucher_zone_id_pool_id_unit_idx;
create index on voucher (zone_id, pool_id, unit, is_paid);
comment on column voucher.is_paid is 'a paid line: what is used of it is charged at the price';
comment on column voucher.note is 'of a paid line: by which contract it was opened';
comment on column voucher.closed_at is 'a paid line that was closed gives nothing any more; what its jobs leave expires';
grant update (closed_at, closed_by, closed_by_name, version) on voucher to ballast_app;

alter table voucher_number drop constraint voucher_number_series_check;
alter table voucher_number add constraint voucher_number_series_check check (series in ('application', 'voucher', 'redemption', 'bill', 'paid-line'));
