-- What the jobs of a voucher have used at a centre is summed in every round there; without this every job would look through all use.
create index on voucher_use (zone_id, job_id) where job_id is not null;
