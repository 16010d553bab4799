-- A milestone belongs to an app.
-- upgrade
ALTER TABLE milestones ADD COLUMN app_id INTEGER REFERENCES apps (id);

-- downgrade
ALTER TABLE milestones DROP COLUMN app_id;
