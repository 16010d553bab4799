-- What the dashboard makes when it starts today: whatever is not there. A table that is there stays as it is, so
-- `milestones` of release 1.0 never gets its `app_id` from here.
CREATE TABLE IF NOT EXISTS apps (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS members (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS milestones (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  due_on TEXT,
  app_id INTEGER REFERENCES apps (id)
);
CREATE TABLE IF NOT EXISTS widgets (
  id INTEGER PRIMARY KEY,
  app_id INTEGER NOT NULL REFERENCES apps (id),
  kind TEXT NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}',
  position INTEGER NOT NULL DEFAULT 0,
  title TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS widgets_by_app ON widgets (app_id);
CREATE TABLE IF NOT EXISTS notifications (
  id INTEGER PRIMARY KEY,
  member_id INTEGER REFERENCES members (id),
  notification_type TEXT NOT NULL DEFAULT 'info',
  body TEXT NOT NULL,
  read_at TEXT
);
CREATE INDEX IF NOT EXISTS notifications_unread ON notifications (member_id) WHERE read_at IS NULL;
create view if not exists open_milestones as
select milestones.id, milestones.title, apps.title as app
from milestones join apps on apps.id = milestones.app_id
where milestones.due_on >= date('now');
CREATE TABLE IF NOT EXISTS tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS app_tags (
  app_id INTEGER NOT NULL REFERENCES apps (id),
  tag_id INTEGER NOT NULL REFERENCES tags (id),
  PRIMARY KEY (app_id, tag_id)
);
CREATE TABLE IF NOT EXISTS digest_settings (
  member_id INTEGER PRIMARY KEY REFERENCES members (id),
  weekday INTEGER NOT NULL DEFAULT 1,
  enabled INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS activity (
  id INTEGER PRIMARY KEY,
  app_id INTEGER NOT NULL REFERENCES apps (id),
  happened_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  summary TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS activity_by_app ON activity (app_id, happened_at);
CREATE TRIGGER IF NOT EXISTS apps_renamed AFTER UPDATE OF title ON apps
BEGIN
  INSERT INTO activity (app_id, summary) VALUES (new.id, 'renamed from ' || old.title);
END;
-- `saved_views` is not here: it comes with its migration.
