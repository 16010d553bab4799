-- What release 1.0 of the dashboard made when it started, before there were migrations.
CREATE TABLE IF NOT EXISTS milestones (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  due_on TEXT
);
