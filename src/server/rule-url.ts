import manifest from '../../package.json' with { type: 'json' };

/** Returns the address of a rule's page. An editor may show the same page offline, by `plumbline/rulePage`. */
export function ruleUrl(rule: string): string {
	const repository = manifest.homepage.replace(/#.*$/, '');
	return `${repository}/blob/main/docs/rules/${rule.replace('/', '-')}.md`;
}
