-- upgrade
CREATE TABLE IF NOT EXISTS notifications (
  id INTEGER PRIMARY KEY,
  member_id INTEGER REFERENCES members (id),
  notification_kind TEXT NOT NULL DEFAULT 'info',
  body TEXT NOT NULL,
  read_at TEXT
);

-- downgrade
DROP TABLE IF EXISTS notifications;
