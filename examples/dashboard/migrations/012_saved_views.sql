-- Views of the dashboard that a member keeps.
-- upgrade
CREATE TABLE saved_views (
  id INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES members (id),
  title TEXT NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}'
);

-- downgrade
DROP TABLE IF EXISTS saved_views;
