-- upgrade
CREATE INDEX IF NOT EXISTS notifications_unread ON notifications (member_id) WHERE read_at IS NULL;

-- downgrade
DROP INDEX IF EXISTS notifications_unread;
