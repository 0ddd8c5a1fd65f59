-- What an import would do to the sum of amounts is added up from its rows, so that rows can get their outcome in any order, and again.
alter table import_row add column before_fen bigint;
alter table import_row add column after_fen bigint;
comment on column import_row.before_fen is 'the amount that stands for the row in a sum, before; null where nothing changes';
comment on column import_row.after_fen is 'the same amount after the import';
