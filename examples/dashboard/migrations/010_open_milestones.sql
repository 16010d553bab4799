-- upgrade
create view open_milestones as
select milestones.id, milestones.title, apps.title as app
from milestones join apps on apps.id = milestones.app_id
where milestones.due_on >= date('now');

-- downgrade
drop view open_milestones;
