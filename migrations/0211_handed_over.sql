-- A delivery that was taken and not handed over yet is known not to have arrived; only after this moment is it in doubt.
alter table notification_delivery add column handed_over_at timestamptz;
comment on column notification_delivery.handed_over_at is 'noted just before the other side is given it; null: nothing of this attempt can have arrived';
