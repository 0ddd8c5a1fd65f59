alter table compute_centre add column log_dir text check (log_dir ~ '^/.*\{user\}');
comment on column compute_centre.log_dir is 'where this server sees a tenant''s working folder at the centre ({user}: his account there), for what his jobs write; null: it stays at the centre';
