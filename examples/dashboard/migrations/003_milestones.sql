-- The first releases made this table at start-up, so it may be there already.
-- upgrade
CREATE TABLE IF NOT EXISTS milestones (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  due_on TEXT,
  app_id INTEGER REFERENCES apps (id)
);

-- downgrade
DROP TABLE IF EXISTS milestones;
