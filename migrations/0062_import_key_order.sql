-- Rows are taken key by key, in one order on every database.
alter table import_row alter column natural_key type text collate "C";
