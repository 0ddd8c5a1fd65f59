-- A visit of a zone pack is marked as what it is; what people wrote down before now was entered.
alter table project_visit add column source_kind text not null default 'entered' check (source_kind in ('simulated', 'entered'));
alter table project_visit alter column source_kind drop default;
