import type { Difference, DifferenceSubject } from '../schema/difference.ts';
import type { Schema } from '../schema/schema.ts';

/** `milestones.app_id`, with what it is where that is not plain: `the index widgets_by_app on widgets`. */
export function describeSubject(subject: DifferenceSubject): string {
	switch (subject.kind) {
		case 'table':
			return `the table \`${subject.table}\``;
		case 'column':
			return `\`${subject.table}.${subject.column}\``;
		case 'constraint':
			return `the constraint ${subject.constraint} of \`${subject.table}\``;
		case 'index':
			return `the index \`${subject.index}\` on \`${subject.table}\``;
		default:
			// PostgreSQL's triggers, policies and rules are named within their table: `touched on notes`.
			return `the ${subject.objectKind} ${subject.object
				.split(' on ')
				.map((name) => `\`${name}\``)
				.join(' on ')}`;
	}
}

/**
 * One sentence for a difference between the schema that the recorded migrations make and the live one. `later` is the
 * schema that all migrations make, pending ones among them.
 */
export function describeDifference(difference: Difference, later: Schema): string {
	const { type, subject, origin } = difference;
	const what = describeSubject(subject);
	switch (type) {
		case 'missing':
			return origin === undefined ? `${what} is missing` : `${origin.version} is recorded, but ${what} is missing`;
		case 'unexpected': {
			const version = versionOf(later, subject);
			return version === undefined
				? `${what} is in the database, and no migration makes it`
				: `${what} is in the database, but ${version}, which makes it, is not recorded`;
		}
		default: {
			const made = origin === undefined ? '' : `${origin.version} is recorded, but `;
			// Two definitions side by side are for an editor to show: `expected` and `actual` have them.
			if (difference.property === 'definition') return `${made}${what} is not what it makes`;
			const is = `${difference.property ?? 'definition'} of ${what}`;
			return `${made}the ${is} is ${quoted(difference.actual)} instead of ${quoted(difference.expected)}`;
		}
	}
}

/** The migration that makes something in a schema with origins. */
function versionOf(schema: Schema, subject: DifferenceSubject): string | undefined {
	switch (subject.kind) {
		case 'table':
			return schema.tables.get(subject.table)?.origin?.version;
		case 'column':
			return schema.tables.get(subject.table)?.columns.find(({ name }) => name === subject.column)?.origin?.version;
		case 'index':
			return schema.indexes.get(subject.index)?.origin?.version;
		case 'object':
			return schema.objects.get(`${subject.objectKind} ${subject.object}`)?.origin?.version;
		default:
			return undefined;
	}
}

function quoted(value: string | undefined): string {
	return value === undefined || value === '' ? 'none' : `\`${value}\``;
}
