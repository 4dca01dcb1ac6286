import { CommandFailure } from '../../../../command-failure.ts';
import type { Cluster } from '../../../../hsm/cluster/cluster.ts';
import { findBrokenLink } from '../../../../hsm/machine/audit.ts';
import { encodeJson } from '../../../../printable.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { hsmLogVerify } from './definition.ts';

interface Verdict {
  readonly server: number;
  readonly name: string;
  readonly records: number;
  readonly head: string;
  /** What is wrong; null where nothing is. */
  readonly broken: string | null;
}

/**
 * With `--json`: `{"schemaVersion":1,"whole":boolean,"servers":[{"server","name","records","head",
 * "broken":text|null}],"missingHeads":[hash]}`.
 */
export async function run(
  args: ArgumentsOf<typeof hsmLogVerify>,
  context: Context,
): Promise<number> {
  const expected = args['expect-head'].map(readHash);
  const { verdicts, missing } = verify(openContextCluster(args.hsm, context), expected);
  const whole = missing.length === 0 && verdicts.every(({ broken }) => broken === null);
  context.stdout.write(
    args.json
      ? `${encodeJson({ schemaVersion: 1, whole, servers: verdicts, missingHeads: missing })}\n`
      : [...verdicts.map(formatVerdict), ...missing.map(formatMissing)].join(''),
  );
  return whole ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

function readHash(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new CommandFailure('usage', `--expect-head '${text}' is no head`, 'it has 64 hex digits');
}

function verify(
  { hsms }: Cluster,
  expected: readonly string[],
): { verdicts: readonly Verdict[]; missing: readonly string[] } {
  const hashes = new Set<string>();
  const verdicts = hsms.map((hsm, server) => {
    const { hsm: state, log } = hsm.inspectWhole();
    const { audit } = state;
    for (const { hash } of log) hashes.add(hash);
    const broken = findBrokenLink(log, audit);
    return {
      server,
      name: hsm.name,
      records: log.length,
      head: audit.hash,
      broken: broken === undefined ? null : `record ${broken.record}: ${broken.message}`,
    };
  });
  return { verdicts, missing: expected.filter((hash) => !hashes.has(hash)) };
}

function formatVerdict({ server, name, records, head, broken }: Verdict): string {
  const place = `server ${server}(${name})`;
  return broken === null
    ? `${place}: ${records} records, whole, head ${head}\n`
    : `${place}: broken at ${broken}\n`;
}

function formatMissing(hash: string): string {
  return `no log holds the head ${hash}: it was rewritten, or cut\n`;
}
