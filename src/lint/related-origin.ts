import type { Origin } from '../schema/schema.ts';
import type { RelatedPlace } from './finding.ts';

/** Returns the place that made a thing, for a finding that is explained by it. */
export function relatedOrigin(origin: Origin | undefined, message: string): readonly RelatedPlace[] {
	return origin === undefined ? [] : [{ message, uri: origin.uri, range: { start: origin.start, end: origin.end } }];
}

/** Returns ` since 003`, or nothing where the origin is not known. */
export function sinceOrigin(origin: Origin | undefined): string {
	return origin === undefined ? '' : ` since ${origin.version}`;
}
