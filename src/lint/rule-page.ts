import type { Example, Rule, RuleMeta } from './rule.ts';
import { allRules } from './rules/all.ts';

/** Returns the documentation page of a rule in Markdown, or undefined for an unknown id. Made from the rule's `meta` alone. */
export function rulePage(id: string): string | undefined {
	const rule = allRules.find(({ meta }) => meta.id === id);
	return rule && pageOf(rule.meta);
}

/** Returns the index of all rules in Markdown. */
export function ruleIndex(rules: readonly Rule[] = allRules): string {
	const rows = rules.map(({ meta }) => {
		const link = `[${meta.id}](${meta.id.replace('/', '-')}.md)`;
		return `| ${link} | ${meta.severity} | ${meta.dialects.map(dialectLabel).join(', ')} | ${meta.summary} |`;
	});
	return ['# Rules', '', '| rule | default | databases | what it says |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function pageOf(meta: RuleMeta): string {
	const parts = [
		`# ${meta.id}`,
		`**${meta.summary}** Default: ${meta.severity}. Databases: ${meta.dialects.map(dialectLabel).join(', ')}.`,
		meta.alsoReleased ? 'It reports on released migrations too, since it breaks the next run.' : undefined,
		`## Why\n\n${meta.why}`,
		`## What to do\n\n${meta.instead}`,
		`## It reports\n\n${meta.bad.map(exampleOf).join('\n\n')}`,
		`## It is silent on\n\n${meta.good.map(exampleOf).join('\n\n')}`,
		meta.peers.length > 0 ? `## Elsewhere\n\n${list(meta.peers)}` : undefined,
		meta.sources.length > 0 ? `## Sources\n\n${list(meta.sources.map((url) => `<${url}>`))}` : undefined,
	];
	return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function exampleOf(example: Example): string {
	const files = Object.entries(example.files).map(([name, text]) => {
		const language = name.endsWith('.py') ? 'python' : 'sql';
		const comment = language === 'python' ? '#' : '--';
		return `\`\`\`${language}\n${comment} ${name}\n${text.trim()}\n\`\`\``;
	});
	return `${example.title} (${dialectLabel(example.dialect)}):\n\n${files.join('\n\n')}`;
}

function list(items: readonly string[]): string {
	return items.map((item) => `- ${item}`).join('\n');
}

function dialectLabel(dialect: Example['dialect']): string {
	return dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL';
}
