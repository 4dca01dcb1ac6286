import { createHash } from 'node:crypto';

import { parseStrictJson } from '../../../strict-json.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';

/** No greater dump is read, nor written. One at all limits, with the audit logs of a long life, stays below. */
export const LARGEST_DUMP = 256 * 1024 * 1024;

/**
 * Reads a dump, or standard input where it is `-`, as JSON that nothing else is known of yet.
 *
 * @returns the value, and the SHA-256 of the file, hex
 * @throws Failure of kind `file` where it cannot be read or is no JSON
 */
export async function readDumpFile(
  file: string,
  context: Context,
): Promise<{ readonly value: unknown; readonly digest: string }> {
  const bytes = await readInput(file, 'dump', context, LARGEST_DUMP);
  refuseOtherContent(bytes, 'dump', file);
  try {
    const value = parseStrictJson(bytes.toString('utf8'));
    return { value, digest: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      'file',
      `the dump ${quoted(file)} is not JSON as it should be: ${reason}`,
      "use what 'mofn hsm dump' wrote, unchanged",
      { cause: error },
    );
  }
}
