import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { copyDashboard } from '../../../examples/copy-dashboard.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';

/** By clicks and keys alone, on a copy of the example: from an underline to a database that is a step further. */
describe('a person walks through the dashboard', () => {
	let folder: string;
	let workspace: string;
	let workbench: Workbench;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'plumbline walk '));
		workspace = copyDashboard(folder);
		workbench = await openWorkbench({ workspace });
	});

	after(async () => {
		await workbench?.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('sees what is wrong with a migration, and why', async () => {
		await workbench.openFile('migrations/004_milestone_app.sql');
		await workbench.squiggles('error').first().waitFor();
		await workbench.goTo(3, 38);
		await workbench.runCommand('Show or Focus Hover');
		const hover = workbench.page.locator('.monaco-hover').filter({ hasText: 'app_id' }).first();
		await hover.waitFor();
		await workbench.screenshots('finding');
		await hover.getByText('schema/already-exists').click();
		await workbench.tab('already-exists.md').waitFor();
	});

	it('takes the fix that the light bulb offers, and sees the underline go', async () => {
		await workbench.openFile('migrations/016_activity.sql');
		await workbench.squiggles('warning').first().waitFor();
		const before = await workbench.squiggles('warning').count();
		await workbench.goTo(3, 16);
		await workbench.openQuickFixes(/IF NOT EXISTS/);
		await workbench.screenshots('quick-fix');
		await workbench.page.keyboard.press('Escape');
		await workbench.quickFix(/IF NOT EXISTS/);
		await untilTrue(async () => (await workbench.squiggles('warning').count()) < before);
		await workbench.save();
		const saved = await readFile(join(workspace, 'migrations', '016_activity.sql'), 'utf8');
		assert.match(saved, /^CREATE TABLE IF NOT EXISTS activity/m);
	});

	it('mends one migration, and sees the underline in another go', async () => {
		const { keyboard } = workbench.page;
		await workbench.openFile('migrations/003_milestones.sql');
		// From the comma behind `due_on TEXT` to the end of the line below it.
		await workbench.goTo(6, 14);
		for (const key of ['Shift+ArrowDown', 'Shift+End', 'Delete']) await keyboard.press(key);
		await workbench.save();
		const saved = await readFile(join(workspace, 'migrations', '003_milestones.sql'), 'utf8');
		assert.match(saved, /due_on TEXT\n\);/);
		await workbench.openFile('migrations/004_milestone_app.sql');
		await workbench.squiggles('error').first().waitFor({ state: 'detached' });
	});

	it('opens the sidebar, and applies migrations with a click', async () => {
		await workbench.openSidebar('Plumbline');
		const demo = workbench.treeItem('demo, not initialised');
		await demo.click();
		const third = workbench.treeItem('003 milestones, pending');
		await third.waitFor();
		await workbench.treeAction(third, 'Apply up to Here');
		await workbench.treeItem('003 milestones, applied').waitFor();
		await workbench.treeItem('004 milestone_app, pending').waitFor();
		assert.deepEqual(recorded(), ['001', '002', '003']);
		await workbench.screenshots('environments');
	});

	it('is asked before a migration is reverted', async () => {
		await workbench.treeAction(workbench.treeItem('003 milestones, applied'), 'Revert Newest Migration');
		await workbench.page.getByRole('dialog').getByRole('button', { name: 'Revert', exact: true }).click();
		await workbench.treeItem('003 milestones, pending').waitFor();
		assert.deepEqual(recorded(), ['001', '002']);
	});

	it('lets a database be verified that says it has what it has not', async () => {
		await workbench.treeAction(workbench.treeItem('prod, protected, not connected'), 'Connect');
		const prod = workbench.treeItem(/^prod, protected, (?!not connected)/);
		await prod.waitFor();
		await workbench.treeAction(prod, 'Verify');
		await workbench
			.treeItem(/^problem: 004 is recorded, but .milestones\.app_id. is missing/)
			.first()
			.waitFor();
		await widenSidebar(workbench.page);
		await workbench.screenshots('verified');
	});

	it('compares all databases in one table, and walks through it by keys', async () => {
		await workbench.runCommand('Plumbline: Show All Environments as a Table');
		const page = workbench.page.frameLocator('iframe.webview').frameLocator('iframe');
		const cell = page.getByRole('gridcell', { name: '003 milestones, main: ' });
		await cell.waitFor();
		await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
		await workbench.screenshots('matrix');
		await page.locator('tbody [tabindex="0"]').focus();
		await workbench.page.keyboard.press('ArrowDown');
		await workbench.page.keyboard.press('Enter');
		await workbench.tab('015_slugs.py').waitFor();
	});

	function recorded(): unknown[] {
		const database = new DatabaseSync(join(workspace, 'data', 'demo.db'), { readOnly: true });
		try {
			return database
				.prepare('SELECT version FROM schema_versions ORDER BY version')
				.all()
				.map(({ version }) => version);
		} finally {
			database.close();
		}
	}
});

/** Drags the border of the sidebar, for there are sentences in it. */
async function widenSidebar(page: Page): Promise<void> {
	const box = await page.locator('.part.sidebar').boundingBox();
	assert.ok(box !== null);
	const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
	await page.mouse.move(edge + 2, middle);
	await page.mouse.down();
	await page.mouse.move(edge + 220, middle, { steps: 5 });
	await page.mouse.up();
	await page.mouse.move(edge + 400, box.y + box.height - 20);
}

async function untilTrue(ask: () => Promise<boolean>): Promise<void> {
	while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 100));
}
