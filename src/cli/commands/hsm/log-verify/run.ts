import {
  type LogVerdict,
  type ServerLogVerdict,
  verifyLogs,
} from '../../../../hsm/cluster/verify-logs.ts';
import { describeBrokenLink } from '../../../../words/broken-link.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { HsmLogVerifyAnswer } from './answer.ts';
import type { hsmLogVerify } from './definition.ts';

export { hsmLogVerify as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmLogVerify>, context: Context) {
  const expected = args['expect-head'].map(readHash);
  const cluster = openContextCluster(args.hsm, context);
  const verdict = verifyLogs(cluster, expected);
  if (args.json) context.stdout.printJson(encode(verdict));
  else context.stdout.printLines(formatVerdicts(verdict));
  return verdict.whole ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

function encode({ whole, servers, operator, missingHeads }: LogVerdict): HsmLogVerifyAnswer {
  const inWords = <Verdict extends Chain>(verdict: Verdict) => ({
    ...verdict,
    broken: describeBroken(verdict),
  });
  return {
    schemaVersion: 1,
    whole,
    servers: servers.map(inWords),
    operator: inWords(operator),
    missingHeads,
  };
}

type Chain = Pick<ServerLogVerdict, 'broken' | 'records' | 'head'>;

function formatVerdicts({ servers, operator, missingHeads }: LogVerdict): string[] {
  return [
    ...servers.map((verdict) => formatVerdict(placeOf(verdict), verdict)),
    formatVerdict("the operator's log", operator),
    ...operator.rewritten.map(
      ({ server, act }) =>
        `${servers[server] === undefined ? '' : placeOf(servers[server])}: rewritten, or cut: act ${act} of the operator saw another log`,
    ),
    ...missingHeads.map(formatMissing),
  ];
}

function placeOf({ server, name }: ServerLogVerdict): string {
  return `server ${server}(${name})`;
}

function readHash(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new CommandFailure('usage', `--expect-head '${text}' is no head`, 'it has 64 hex digits');
}

/** What is wrong, in words; nothing where the log is whole. */
function describeBroken({ broken }: Chain): string | null {
  return broken === null ? null : describeBrokenLink(broken);
}

function formatVerdict(place: string, verdict: Chain): string {
  const { records, head } = verdict;
  const broken = describeBroken(verdict);
  return broken === null
    ? `${place}: ${countNoun(records, 'record')}, whole, head ${head}`
    : `${place}: broken at ${broken}`;
}

function formatMissing(hash: string): string {
  return `no log holds the head ${hash}: it was rewritten, or cut`;
}
