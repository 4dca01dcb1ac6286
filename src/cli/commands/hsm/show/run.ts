import {
  type ClusterReport,
  reportCluster,
  type ServerReport,
} from '../../../../hsm/cluster/report.ts';
import type { HsmType } from '../../../../hsm/hsm-types.ts';
import { quorumServicesOf } from '../../../../hsm/m-values.ts';
import type { ListedToken, ListedUser } from '../../../../hsm/protocol.ts';
import { FIRST_SDK5_EDITION, type Sdk5Edition } from '../../../../hsm/sdk5-edition.ts';
import { SERVICE } from '../../../../token/service.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { describeDifference } from '../../../../words/difference.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { findClusterFolder, openContextCluster } from '../find-cluster.ts';
import type { HsmShowAnswer } from './answer.ts';
import type { hsmShow } from './definition.ts';

export { hsmShow as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmShow>, context: Context) {
  const folder = findClusterFolder(args.hsm, context);
  const cluster = openContextCluster(args.hsm, context);
  const report = reportCluster(cluster);
  const outOfStep = report.outOfStep.map((difference) => describeDifference(difference));
  if (args.json) {
    const answer: HsmShowAnswer = { schemaVersion: 1, cluster: folder, ...report, outOfStep };
    context.stdout.printJson(answer);
  } else context.stdout.printLines(formatReport(folder, report, outOfStep));
  return EXIT_CODES.done.code;
}

function formatReport(
  folder: string,
  { flavour, type, sdk5, clock, faults, servers }: ClusterReport,
  outOfStep: readonly string[],
): readonly string[] {
  return [
    `cluster ${quoted(folder)}, ${flavour}, the clock ${clock.kind === 'standing' ? 'stands at' : 'shows'} ${clock.now}`,
    `HSMs of type ${type}, for ${type === 'hsm1' ? 'both consoles' : 'cloudhsm-cli alone'}; cloudhsm-cli ${formatEdition(sdk5)}`,
    ...faults.map((fault) => `fault: ${fault}`),
    ...servers.flatMap((server) => formatServer(server, type)),
    ...(servers.length < 2
      ? []
      : outOfStep.length === 0
        ? ['the HSMs are in step']
        : ['the HSMs are out of step:', ...outOfStep.map((line) => `  ${line}`)]),
  ];
}

/** The year alone, where all else is as usual. */
function formatEdition({ edition, ...choices }: Sdk5Edition): string {
  const others = Object.entries(choices).filter(
    ([name, choice]) => choice !== FIRST_SDK5_EDITION[name as keyof typeof choices],
  );
  return [edition, ...others.map(([name, choice]) => `${name} ${choice}`)].join(', ');
}

function formatServer(server: ServerReport, type: HsmType): string[] {
  const { index, name, node, generation, mValues, users, sessions, tokens, keys } = server;
  return [
    `server ${index} (${name}): node ${node}, generation ${generation}, ` +
      `M ${quorumServicesOf(type)
        .map((service) => `${mValues[service]} for service ${SERVICE[service]}`)
        .join(', ')}`,
    ...users.map((user) => `  ${formatUser(user)}`),
    ...sessions.map(
      ({ user, pid, alive }) =>
        `  session of ${user}, process ${pid}${alive ? '' : ', which has ended'}`,
    ),
    ...tokens.map((token) => `  ${formatToken(token)}`),
    ...(keys === 0 ? [] : [`  ${countNoun(keys, 'key')}`]),
  ];
}

function formatUser(user: ListedUser): string {
  const { id, type, name, hasQuorumKey, twoFactor, loginFailures } = user;
  const notes = [
    ...(hasQuorumKey ? ['quorum key'] : []),
    ...(twoFactor ? ['second factor'] : []),
    ...(loginFailures === 0 ? [] : [`${loginFailures} wrong passwords`]),
  ];
  return `user ${id} ${type} ${name}${notes.length === 0 ? '' : `: ${notes.join(', ')}`}`;
}

function formatToken(token: ListedToken): string {
  const { id, service, keyHandle, user, validity, required, approvers } = token;
  const key = keyHandle === 0 ? '' : ` and key 0x${keyHandle.toString(16)}`;
  const names = approvers.length === 0 ? '' : ` (${approvers.join(', ')})`;
  return (
    `token ${id} of ${user} for service ${service}${key}: ` +
    `${approvers.length} of ${countNoun(required, 'approval')}${names}, ${validity} s left`
  );
}
