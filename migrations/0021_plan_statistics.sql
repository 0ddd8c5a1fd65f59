-- A version belongs to one zone. Without this the planner multiplies the two conditions' selectivities, takes the months of a
-- plan for a handful of rows, and joins them by nested loops.
create statistics plan_month_version (dependencies) on zone_id, version_id from plan_month;
create statistics plan_project_version (dependencies) on zone_id, version_id from plan_project;
create statistics plan_share_version (dependencies) on zone_id, version_id from plan_share;
