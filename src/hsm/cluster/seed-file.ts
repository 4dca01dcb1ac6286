import { Failure } from '../../failure.ts';
import type { SeedIssue } from '../../failure-codes/hsm-files.ts';
import type { SeedFile } from './seed.ts';
import { findSeedConflicts } from './seed-conflicts.ts';
import { shapeSeed } from './seed-schema.ts';

/**
 * Judges a parsed seed file.
 *
 * @param value what a reader of YAML or JSON made of the file
 * @returns the seed file with its defaults
 * @throws Failure `seed-malformed` with all that is wrong and where it stands
 * @example
 * readSeedFile({ users: [{ name: 'officer1' }] }); // a CO whose password is `password`
 */
export function readSeedFile(value: unknown): SeedFile {
  const seed = shapeSeed(value, refuse);
  const conflicts = findSeedConflicts(seed);
  if (conflicts.length > 0) refuse(conflicts);
  // Its flavour is one of those that there are: that was looked at with the conflicts.
  return seed as SeedFile;
}

function refuse(issues: readonly SeedIssue[]): never {
  throw new Failure('seed-malformed', { issues });
}
