-- The mobile app calls it a type, and so do we from now on.
-- upgrade
ALTER TABLE notifications RENAME COLUMN notification_kind TO notification_type;

-- downgrade
ALTER TABLE notifications RENAME COLUMN notification_type TO notification_kind;
