-- On a database that has not counted its rows yet, the check that a month's project is in the plan took the index led by
-- zone and version alone and read the whole version for every month. Led by the node, only the tree's own check can take it.
drop index plan_project_zone_id_version_id_node_id_idx;
create index on plan_project (node_id, zone_id, version_id);
