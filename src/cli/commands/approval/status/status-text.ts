/**
 * The answer of `mofn approval status`, for people.
 */

import type { ShownStep } from '../../../../answers/status/status-answer.ts';
import { listRows, type StatusRow } from '../../../../answers/status/status-rows.ts';
import type { SignedToken } from '../../../../ceremony/approval-set.ts';
import type { CeremonyStatus } from '../../../../ceremony/status.ts';
import { clockOf, type TokenKey } from '../../../../ceremony/token-key.ts';
import { showText } from '../../../../parser/text.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { describeAge } from '../../../../words/age.ts';
import { describeService, namesNoOperation } from '../../../../words/services.ts';
import {
  describeJudgement,
  describeStatusRefusal,
  describeTokenProblem,
} from '../../../../words/status.ts';
import { listServices, nameUsers } from '../../../../words/token.ts';
import { describeTokenKey } from '../../../../words/token-key.ts';
import type { Context } from '../../../context.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import { type Line, type Paint, type Painted, paint } from '../../../printer.ts';
import {
  describeNobodys,
  describeOnRequest,
  describePolicyOf,
  describeRequestOf,
} from './beside-token.ts';
import type { Sources } from './sources.ts';
import { describeCountVerdict, STATE_WORDS } from './status-words.ts';

export function showStatus(
  status: CeremonyStatus,
  { roster, policy, key }: Pick<Sources, 'roster' | 'policy' | 'key'>,
  steps: readonly ShownStep[],
  files: { readonly request: string | undefined },
  context: Context,
): void {
  context.stdout.printLines([
    ...describeToken(status, clockOf(key, context.now()), key),
    ...describeRequestOf(status, files.request),
    '',
    ...describeRows(listRows(status, roster)),
    ...describeNobodys(status),
    '',
    ...describeCount(status),
    ...describePolicyOf(status, policy),
    ...describeSteps(steps),
  ]);
}

function describeToken(
  status: CeremonyStatus,
  now: number,
  key: TokenKey | undefined,
): readonly Line[] {
  const { token } = status;
  const problem = describeTokenProblem(status) ?? '';
  if (token === undefined) return [[paint('error', 'no token'), `: ${problem}`]];
  const { path, records, digest } = token;
  const name = paint('strong', showText(path));
  const words = key && describeTokenKey(key);
  const [first] = records;
  if (first === undefined) {
    return [[name, `: ${problem}`], `  SHA-256:    ${digest}`];
  }
  return [
    [name, `: quorum token of ${nameUsers(records)}`],
    `  service:    ${describeServices(records, status.format)}`,
    `  operation:  ${namesNoOperation(first.service)}`,
    ...(words?.key ?? []).map((line, at) => `  ${(at === 0 ? 'key:' : '').padEnd(12)}${line}`),
    `  nodes:      ${describeNodes(records)}`,
    `  made:       ${describeAge(Math.floor(now / 1000) - first.created)}`,
    `  SHA-256:    ${digest}`,
    ...foldLines(words?.cautions ?? [], (caution) => [`  careful:    ${caution}`]),
  ];
}

function describeServices(
  records: SignedToken['records'],
  format: CeremonyStatus['format'],
): string {
  return listServices(records)
    .map((service) => describeService(service, format))
    .join('; ');
}

function describeNodes(records: SignedToken['records']): string {
  return records.map(({ node, id }) => `${node} (id ${id})`).join(', ');
}

const PAINTS: Readonly<Record<StatusRow['state'], Paint>> = {
  right: 'good',
  wrong: 'error',
  refused: 'error',
  'no-file': 'error',
  unread: 'error',
  unchecked: 'error',
  missing: 'faint',
};

function describeRows(rows: readonly StatusRow[]): readonly Line[] {
  if (rows.length === 0) return ['the roster is empty, and so is the file'];
  const width = rows.reduce((most, { name }) => Math.max(most, escapeUnsafe(name).length), 0);
  const heading = rows.some(({ onRequest }) => onRequest !== undefined)
    ? [`  ${'token'.padEnd(9)}  request`]
    : [];
  return [...heading, ...foldLines(rows, (row) => describeRow(row, width))];
}

function describeRow(
  { name, state, inRoster, approval, onRequest }: StatusRow,
  width: number,
): readonly Line[] {
  const { file = '' } = approval ?? {};
  const reasons = approval === undefined ? [] : describeJudgement(approval);
  const rest = [
    escapeUnsafe(name).padEnd(width),
    escapeUnsafe(file),
    ...(inRoster ? [] : ['(not in the roster)']),
  ];
  return [
    [
      '  ',
      paint(PAINTS[state], STATE_WORDS[state].padEnd(9)),
      ...describeOnRequest(onRequest),
      `  ${rest.join('  ')}`.trimEnd(),
    ],
    ...reasons.map((reason) => `             ${reason}`),
  ];
}

const SOURCES: Readonly<Record<CeremonyStatus['requiredFrom'], string>> = {
  option: '',
  key: ' (as the key has it)',
  policy: ' (as the policy has it)',
  file: ' (as the file has it; --required M says what the HSM wants)',
  least: ' (the least that a quorum asks; --required M says what the HSM wants)',
};

function describeCount(status: CeremonyStatus): readonly Line[] {
  const { right, required, requiredFrom, refusals, approvals } = status;
  const count = `${right} of ${required}`;
  const source = SOURCES[requiredFrom];
  const unchecked = approvals.some(({ state }) => state === 'unchecked');
  return [
    [paint('strong', count), `${source}: `, describeVerdict(status)],
    ...foldLines(refusals, (refusal) => [`  ${describeStatusRefusal(refusal)}`]),
    ...(unchecked
      ? ['  not all approvals can be checked; an HSM refuses the file if one is bad']
      : []),
  ];
}

function describeVerdict(status: CeremonyStatus): Painted {
  return paint(status.reached ? 'good' : 'error', describeCountVerdict(status));
}

function describeSteps(steps: readonly ShownStep[]): readonly Line[] {
  if (steps.length === 0) return [];
  return [
    '',
    [paint('hint', 'next'), ':'],
    ...foldLines(steps, ({ what, commands }) => [
      `  ${what}${commands.length > 0 ? ':' : ''}`,
      ...commands.map((command) => `    ${command}`),
    ]),
  ];
}
