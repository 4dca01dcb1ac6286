import { FROM_VERSION_1 } from './from-version-1.ts';
import type { Migration, VersionedPart } from './migration.ts';

/** Each leads to the next version: the first from version 1 to 2. */
const STEPS: readonly Migration[] = [FROM_VERSION_1];

/**
 * The version of the format in which documents and dumps are written. One number for all of them, in the
 * member `schemaVersion` of each: a change of any of them is a new version, and a step here.
 */
export const FORMAT_VERSION: number = STEPS.length + 1;

/**
 * Makes of what an older version wrote what the present one would have written.
 *
 * @param version in which it was written, 1 to {@link FORMAT_VERSION}
 * @example
 * bringUpToDate('settings', { clock: { kind: 'running', offset: 94_000 }, faults: [] }, 1);
 */
export function bringUpToDate(part: VersionedPart, value: unknown, version: number): unknown {
  return STEPS.slice(version - 1).reduce((older, step) => step[part](older), value);
}
