-- What the map and the register of parcels need beside the facts: the length of a corridor, and an index for what lies in a box.
alter table parcel add column length_m numeric(14, 2) check (length_m >= 0);
comment on column parcel.length_m is 'length of a corridor in metres of the zone''s projected system';
drop index parcel_zone_id_min_lng_max_lng_idx;
create index parcel_box_idx on parcel (zone_id, min_lng, max_lng, min_lat, max_lat);
