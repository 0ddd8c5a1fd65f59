-- What was submitted past us uses up the envelope of a voucher as well: the voucher holds as much until the use is assigned.

alter table compute_suspense add column voucher_id uuid;
alter table compute_suspense add foreign key (zone_id, voucher_id) references voucher;
create index on compute_suspense (zone_id, voucher_id);
comment on column compute_suspense.voucher_id is 'whose envelope at the centre it used up; a hold under the id of the row keeps as much of the voucher until it is assigned';

alter table compute_envelope alter column tflops_min drop not null;
comment on column compute_envelope.tflops_min is 'the limit last set at the centre: what was used of the voucher there and what is held of it for its jobs; null: the centre does not know the envelope';
