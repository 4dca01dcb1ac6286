import { createHash } from 'node:crypto';

import { parseStrictJson } from '../../../strict-json.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';

/** No greater dump is read, nor written. One at all limits, with the audit logs of a long life, stays below. */
export const LARGEST_DUMP = 256 * 1024 * 1024;

/** How a dump begins; with the keys that it holds, it looks like one of them. */
const DUMP_START = /^\s*\{\s*"format"\s*:\s*"mofn-dump"/;
const START_BYTES = 256;

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
  const isDump = DUMP_START.test(bytes.toString('latin1', 0, START_BYTES));
  if (!isDump) refuseOtherContent(bytes, 'dump', file);
  try {
    const value = parseStrictJson(bytes.toString('utf8'));
    return { value, digest: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    // What the reader of JSON quotes may be of a key.
    const holdsKeys = bytes.includes('"material"');
    const reason = holdsKeys ? 'it was cut or edited' : messageOf(error);
    throw new CommandFailure(
      'file',
      `the dump ${quoted(file)} is not JSON as it should be: ${reason}`,
      "use what 'mofn hsm dump' wrote, unchanged",
      { cause: error },
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
