-- Two rules of lights measure money at the end of each month: investment behind schedule, released funds that are not spent.
alter table light_rule drop constraint light_rule_kind_check;
alter table light_rule add constraint light_rule_kind_check check (kind in ('late-start', 'signed-not-awarded', 'awarded-not-started',
  'started-not-registered', 'completed-not-producing', 'permit-lapse', 'commitment-overdue', 'progress-behind', 'funds-unspent'));
alter table light_rule drop constraint light_rule_unit_check;
alter table light_rule add constraint light_rule_unit_check check (unit in ('days', 'workdays', 'months', 'points'));
alter table light_rule add check ((kind in ('progress-behind', 'funds-unspent')) = (unit = 'points'));
comment on column light_rule.unit is 'points: percentage points, of the rules that measure';
