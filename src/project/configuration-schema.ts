import { allRules } from '../lint/rules/all.ts';
import { conventions } from '../migration/conventions/all.ts';

/** Returns the JSON schema of `plumbline.json`, with the rules and conventions that there are. */
export function configurationSchema() {
	const severities = ['error', 'warning', 'information', 'hint', 'off'];
	const rules = allRules.map(({ meta }) => {
		const description = `${meta.summary} Default: ${meta.severity}.`;
		return [meta.id, { enum: severities, description }] as const;
	});
	return {
		$schema: 'http://json-schema.org/draft-07/schema#',
		title: 'plumbline.json',
		type: 'object',
		additionalProperties: false,
		allowTrailingCommas: true,
		properties: {
			$schema: { type: 'string' },
			migrations: {
				description: 'The migration directories. Replaces their discovery.',
				type: 'array',
				items: {
					type: 'object',
					required: ['path'],
					additionalProperties: false,
					properties: {
						path: text('The folder, relative to this file, with /.'),
						convention: {
							enum: conventions.map(({ id }) => id),
							description: 'How the directory names, marks and orders its files.',
						},
						dialect: {
							enum: ['sqlite', 'postgresql'],
							description: 'The database that the migrations are written for.',
						},
						lintFrom: text('Migrations before this version count as released.'),
					},
				},
			},
			environments: {
				description: 'The databases by name. Replaces their discovery.',
				type: 'object',
				additionalProperties: {
					type: 'object',
					required: ['url'],
					additionalProperties: false,
					properties: {
						url: text('sqlite:path (or a glob of paths), or postgres://… with ${env:NAME} and ${secret:NAME}.'),
						protected: { type: 'boolean', description: 'Changing it asks for its name.', default: false },
					},
				},
			},
			rules: {
				description: 'The severity of rules that differ from their default.',
				type: 'object',
				additionalProperties: false,
				properties: Object.fromEntries(rules),
			},
			ledger: {
				description: 'The migrations table of another tool, described by the names of its columns.',
				type: 'object',
				required: ['table', 'version'],
				additionalProperties: false,
				properties: {
					table: text('The table, with its schema where it needs one.'),
					version: text('The column that holds the version.'),
					name: text('The column that holds the name.'),
					appliedAt: text('The column that holds the time.'),
					status: text('The column that holds the status.'),
					checksum: text('The column that holds the checksum of the file.'),
				},
			},
		},
	};
}

function text(description: string) {
	return { type: 'string', minLength: 1, description };
}
