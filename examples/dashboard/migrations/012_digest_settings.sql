-- upgrade
CREATE TABLE IF NOT EXISTS digest_settings (
  member_id INTEGER PRIMARY KEY REFERENCES members (id),
  weekday INTEGER NOT NULL DEFAULT 1,
  enabled INTEGER NOT NULL DEFAULT 1
);

-- downgrade
DROP TABLE IF EXISTS digest_settings;
