alter table project add column service_manager_sort_key text collate "C";
comment on column project.service_manager_sort_key is 'pinyin with tones of service_manager';
