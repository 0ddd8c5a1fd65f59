-- What one of a firm's own people may use of a voucher.
create table compute_member_share (
  zone_id uuid not null references zone,
  voucher_id uuid not null,
  user_id uuid not null,
  share_tflops_s bigint not null check (share_tflops_s >= 0),
  set_at timestamptz not null,
  set_by uuid not null,
  version bigint not null default 1,
  primary key (zone_id, voucher_id, user_id),
  foreign key (zone_id, voucher_id) references voucher,
  foreign key (zone_id, user_id) references app_user,
  foreign key (zone_id, set_by) references app_user
);
create index on compute_member_share (zone_id, user_id);
create index on compute_member_share (zone_id, set_by);
comment on table compute_member_share is '成员额度';
comment on column compute_member_share.share_tflops_s is 'held and used by jobs that he submitted; without a row he may use what the voucher has';

alter table compute_member_share enable row level security;
create policy zone_isolation on compute_member_share to ballast_app using (zone_id = current_zone_id()) with check (zone_id = current_zone_id());
grant select, insert, delete, update (share_tflops_s, set_at, set_by, version) on compute_member_share to ballast_app;
create policy reach on compute_member_share for select to ballast_scoped using (zone_id = current_zone_id()
  and exists (select from voucher v where v.zone_id = compute_member_share.zone_id and v.voucher_id = compute_member_share.voucher_id));
grant select on compute_member_share to ballast_scoped;
