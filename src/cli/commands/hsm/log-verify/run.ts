import {
  type LogVerdict,
  type ServerLogVerdict,
  verifyLogs,
} from '../../../../hsm/cluster/verify-logs.ts';
import { describeBrokenLink } from '../../../../words/broken-link.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { hsmLogVerify } from './definition.ts';

/**
 * With `--json`: `{"schemaVersion":1,"whole":boolean,"servers":[{"server","name","records","head",
 * "broken":text|null}],"missingHeads":[hash]}`.
 */
export async function run(args: ArgumentsOf<typeof hsmLogVerify>, context: Context) {
  const expected = args['expect-head'].map(readHash);
  const cluster = openContextCluster(args.hsm, context);
  const { whole, servers, missingHeads } = verifyLogs(cluster, expected);
  if (args.json) context.stdout.printJson(encode({ whole, servers, missingHeads }));
  else {
    context.stdout.printLines([...servers.map(formatVerdict), ...missingHeads.map(formatMissing)]);
  }
  return whole ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

function encode({ whole, servers, missingHeads }: LogVerdict): object {
  const verdicts = servers.map((verdict) => ({ ...verdict, broken: describeBroken(verdict) }));
  return { schemaVersion: 1, whole, servers: verdicts, missingHeads };
}

function readHash(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new CommandFailure('usage', `--expect-head '${text}' is no head`, 'it has 64 hex digits');
}

/** What is wrong, in words; nothing where the log is whole. */
function describeBroken({ broken }: ServerLogVerdict): string | null {
  return broken === null ? null : describeBrokenLink(broken);
}

function formatVerdict(verdict: ServerLogVerdict): string {
  const { server, name, records, head } = verdict;
  const place = `server ${server}(${name})`;
  const broken = describeBroken(verdict);
  return broken === null
    ? `${place}: ${records} records, whole, head ${head}`
    : `${place}: broken at ${broken}`;
}

function formatMissing(hash: string): string {
  return `no log holds the head ${hash}: it was rewritten, or cut`;
}
