-- A job's own use is asked for by its page and its bill; without this it would be looked for among all use.
create index on voucher_use (zone_id, job_id) where job_id is not null;
