-- Tells everybody where the milestones went.
-- upgrade
INSERT INTO notifications (notification_type, body)
VALUES ('announcement', 'Milestones now live on the page of their app.');

-- downgrade
DELETE FROM notifications WHERE notification_type = 'announcement';
