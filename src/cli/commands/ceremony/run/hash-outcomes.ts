/** The files that must come out of a step. */
import { join } from 'node:path';
import type { RecordEntry, RecordedFile } from '../../../../ceremony/record/record.ts';
import { openRegularFile } from '../../../../files/read.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';

/** Most bytes of one. */
const LARGEST = 1 << 26;

/** What came out, and what did not. */
export interface Outcomes {
  readonly files: readonly RecordedFile[];
  /** Paths of those that are not there, or are no regular files, or too large. */
  readonly missing: readonly string[];
}

/**
 * Looks at the files of a step as they are now. No link is followed to one.
 *
 * @param folder of the ceremony
 */
export function hashOutcomes(folder: string, paths: readonly string[]): Outcomes {
  const files: RecordedFile[] = [];
  const missing: string[] = [];
  for (const path of paths) {
    const bytes = readOutcome(join(folder, path));
    if (bytes === undefined) missing.push(path);
    else {
      const sha256 = Buffer.from(nodeCrypto.sha256(bytes)).toString('hex');
      files.push({ path, sha256, bytes: bytes.length });
    }
  }
  return { files, missing };
}

/**
 * Those of a step's files that are as they came out of it before it was begun anew; none where it was not.
 *
 * @returns their paths
 */
export function findSameAsBefore(
  step: string,
  files: readonly RecordedFile[],
  entries: readonly RecordEntry[],
): readonly string[] {
  const before = entries.findLast(
    ({ event }) => (event.kind === 'done' || event.kind === 'deviated') && event.step === step,
  )?.event;
  if (before === undefined || !('files' in before)) return [];
  const known = new Map(before.files.map(({ path, sha256 }) => [path, sha256]));
  return files.flatMap(({ path, sha256 }) => (known.get(path) === sha256 ? [path] : []));
}

function readOutcome(path: string): Buffer | undefined {
  const opening = openRegularFile(path, { links: 'refuse' });
  if (opening.kind !== 'opened') return undefined;
  try {
    return opening.file.size > LARGEST ? undefined : opening.file.readAll();
  } catch {
    return undefined;
  } finally {
    opening.file.close();
  }
}
