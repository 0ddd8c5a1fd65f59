-- One process at a time speaks to a centre's engine on its own accord: two that raise the same envelope would undo each other.
alter table compute_centre
  add column lease_by uuid,
  add column lease_until timestamptz;
comment on column compute_centre.lease_until is 'until then the process lease_by alone submits to and watches the centre';
comment on column compute_tenant.asked_at is 'when what the centre is to know of him last changed; done_at: since when it knows, null while it is to be told';
