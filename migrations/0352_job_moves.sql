-- A job that has not begun may go to another centre: given up at the one it is at, certain to be gone there, and then in line at the other.
alter table compute_job
  add column move_to uuid,
  add column gone_since timestamptz,
  add foreign key (zone_id, move_to) references compute_centre;
create index on compute_job (zone_id, move_to);
comment on column compute_job.move_to is 'the centre it is to go to once it is certain that the one it is at does not have it any more';
comment on column compute_job.gone_since is 'of one that is to go elsewhere: since when its centre was not seen to have it waiting';
grant update (centre_id, move_to, gone_since) on compute_job to ballast_app;

alter table compute_job_event drop constraint compute_job_event_what_check;
alter table compute_job_event add constraint compute_job_event_what_check check (what in ('asked', 'submitted', 'found', 'vanished', 'confirmed', 'pending',
  'running', 'ended', 'settled', 'refused', 'cancel-asked', 'cancelled', 'move-asked', 'moved', 'move-failed'));
