import type { RuleMeta } from '../lint/rule.ts';
import { allRules } from '../lint/rules/all.ts';

/** What every rule says of itself. */
export const ruleMetas: readonly RuleMeta[] = allRules.map(({ meta }) => meta);
