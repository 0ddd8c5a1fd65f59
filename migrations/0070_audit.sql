-- Fingerprints of the keys under which this database's audit entries were written, so that a server with another key says so
-- instead of writing entries that nobody can verify.
create table shared_audit_key (
  fingerprint text primary key,
  first_used_at timestamptz not null
);
comment on table shared_audit_key is '审计密钥指纹';

-- The audit page lists one action or one kind of subject of a long trail, newest first.
create index audit_entry_action_idx on audit_entry (zone_id, action, entry_id);
