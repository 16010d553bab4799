-- upgrade
CREATE TABLE widgets (
  id INTEGER PRIMARY KEY,
  app_id INTEGER NOT NULL REFERENCES apps (id),
  kind TEXT NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX widgets_by_app ON widgets (app_id);

-- downgrade
DROP TABLE widgets;
