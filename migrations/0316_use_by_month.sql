-- What ran in a month is read for the whole zone.
create index on voucher_use (zone_id, ended_on);
