-- When the run last moved: a run that its process left behind is told by it.
alter table import_run add column touched_at timestamptz not null default now();
