import type { ClusterDump } from '../../../../hsm/cluster/dump.ts';
import { encodeJson } from '../../../../printable.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../../command-failure.ts';
import { LARGEST_DUMP } from '../read-dump-file.ts';

/**
 * A dump as text, if `hsm load` will read it.
 *
 * @param folder of the cluster, for the hint
 * @param limit most bytes
 * @throws Failure of kind `state`
 */
export function encodeDump(
  dump: ClusterDump,
  folder: string,
  limit: number = LARGEST_DUMP,
): string {
  const text = stringify(dump);
  if (text !== undefined && Buffer.byteLength(text) <= limit) return text;
  const records = dump.servers.reduce((sum, { log }) => sum + log.length, 0);
  const keys = dump.keys === null ? '' : `, the HSMs ${countNoun(dump.keys.length, 'key')}`;
  throw new CommandFailure(
    'state',
    `a dump of it would have more than ${limit / 2 ** 20} MiB, which mofn hsm load does not read: the audit logs have ${countNoun(records, 'record')}${keys}`,
    `copy the folder instead, while nothing runs on it: cp -a ${quotePath(folder)} ${quotePath(`${folder}.copy`)}`,
  );
}

/**
 * Each key is one line.
 *
 * @returns undefined where it is more than a text can hold
 */
function stringify(dump: ClusterDump): string | undefined {
  try {
    const { keys, ...rest } = dump;
    const lines = keys?.map((key) => `    ${encodeJson(key)}`).join(',\n');
    const list = lines === undefined ? 'null' : lines === '' ? '[]' : `[\n${lines}\n  ]`;
    return `${encodeJson(rest, 2).slice(0, -2)},\n  "keys": ${list}\n}\n`;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
