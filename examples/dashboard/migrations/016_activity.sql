-- Who did what, for the page of an app.
-- upgrade
CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  app_id INTEGER NOT NULL REFERENCES apps (id),
  happened_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  summary TEXT NOT NULL
);
CREATE INDEX activity_by_app ON activity (app_id, happened_at);

CREATE TRIGGER IF NOT EXISTS apps_renamed AFTER UPDATE OF title ON apps
BEGIN
  INSERT INTO activity (app_id, summary) VALUES (new.id, 'renamed from ' || old.title);
END;

-- downgrade
DROP TRIGGER IF EXISTS apps_renamed;
DROP TABLE activity;
