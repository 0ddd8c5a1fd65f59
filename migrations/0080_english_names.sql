-- Names in English: of parcels, and the order of lists by them. Where there is none, the Chinese name stands in its place.
alter table parcel add column name_en text;
create index project_name_en_idx on project (zone_id, lower(coalesce(name_en, name_zh) collate "C"), project_id);
create index enterprise_name_en_idx on enterprise (zone_id, lower(coalesce(name_en, name_zh) collate "C"), enterprise_id);
create index parcel_name_en_idx on parcel (zone_id, lower(coalesce(name_en, name) collate "C"), parcel_id);
