import type { TextRange } from '../sql/text-range.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A replacement in a document; `range` in UTF-16 offsets of its current text. */
export interface TextEdit {
	readonly uri: string;
	readonly range: TextRange;
	readonly newText: string;
}

export interface Fix {
	readonly title: string;
	/** `safe`: the statement does exactly the same against the schema it meets. Everything else is `suggested`. */
	readonly safety: 'safe' | 'suggested';
	/** Never overlapping, in the order of the document. */
	readonly edits: readonly TextEdit[];
	/** A file that gets another name, applied after the edits. */
	readonly rename?: { readonly from: string; readonly to: string };
}

/** Another place that explains a finding: the migration that made the column. */
export interface RelatedPlace {
	readonly message: string;
	readonly uri: string;
	readonly range: TextRange;
}

/** What a rule reports. Plain data: it crosses processes as it is. */
export interface Finding {
	/** The rule's id, `category/name`. */
	readonly rule: string;
	readonly severity: Severity;
	readonly message: string;
	readonly uri: string;
	readonly range: TextRange;
	readonly related: readonly RelatedPlace[];
	readonly fixes: readonly Fix[];
	/** On a released migration, where it is shown as a hint or not at all. */
	readonly released: boolean;
}
