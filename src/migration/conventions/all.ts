import type { Convention } from '../convention.ts';
import { flyway } from './flyway.ts';
import { plain } from './plain.ts';
import { prisma } from './prisma.ts';
import { upDown } from './up-down.ts';

/** Every convention; of two that read the same names, the one that says more of them comes first. */
export const conventions: readonly Convention[] = [prisma, flyway, upDown, plain];

/** Returns the convention with this id, or undefined where there is none. */
export function findConvention(id: string): Convention | undefined {
	return conventions.find((convention) => convention.id === id);
}
