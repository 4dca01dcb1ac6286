/**
 * The answer of `mofn approval status`, for people.
 */

import type { SignedToken } from '../../../../ceremony/approval-set.ts';
import type { Roster } from '../../../../ceremony/roster.ts';
import type { CeremonyStatus } from '../../../../ceremony/status.ts';
import { showText } from '../../../../parser/text.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { describeAge } from '../../../../words/age.ts';
import { describeService, NAMES_NO_OPERATION } from '../../../../words/services.ts';
import {
  describeJudgement,
  describeStatusRefusal,
  describeTokenProblem,
} from '../../../../words/status.ts';
import { listServices, nameUsers } from '../../../../words/token.ts';
import type { Context } from '../../../context.ts';
import type { Style } from '../../../output/style.ts';
import { styleFor } from '../../../output/terminal-style.ts';
import type { ShownStep } from './next-steps.ts';
import { listRows, type StatusRow } from './status-rows.ts';

export async function showStatus(
  status: CeremonyStatus,
  roster: Roster,
  steps: readonly ShownStep[],
  context: Context,
): Promise<void> {
  const style = await styleFor(context.stdout, context.env);
  const lines = [
    ...describeToken(status, context.now(), style),
    '',
    ...describeRows(listRows(status, roster), style),
    '',
    ...describeCount(status, style),
    ...describeSteps(steps, style),
  ];
  context.stdout.write(`${lines.join('\n')}\n`);
}

function describeToken(status: CeremonyStatus, now: number, style: Style): readonly string[] {
  const { token } = status;
  const problem = escapeUnsafe(describeTokenProblem(status) ?? '');
  if (token === undefined) return [`${style.error('no token')}: ${problem}`];
  const { path, records, digest } = token;
  const name = style.strong(escapeUnsafe(showText(path)));
  const [first] = records;
  if (first === undefined) {
    return [`${name}: ${problem}`, `  SHA-256:    ${digest}`];
  }
  return [
    `${name}: quorum token of ${nameUsers(records)}`,
    `  service:    ${listServices(records).map(describeService).join('; ')}`,
    `  operation:  ${NAMES_NO_OPERATION}`,
    `  nodes:      ${describeNodes(records)}`,
    `  made:       ${describeAge(Math.floor(now / 1000) - first.created)}`,
    `  SHA-256:    ${digest}`,
  ];
}

function describeNodes(records: SignedToken['records']): string {
  return records.map(({ node, id }) => `${node} (id ${id})`).join(', ');
}

const STATE_WORDS: Readonly<Record<StatusRow['state'], string>> = {
  right: 'right',
  wrong: 'wrong',
  refused: 'refused',
  'no-file': 'no file',
  unread: 'not read',
  unchecked: 'unchecked',
  missing: 'missing',
};

function describeRows(rows: readonly StatusRow[], style: Style): readonly string[] {
  if (rows.length === 0) return ['the roster is empty, and so is the file'];
  const width = Math.max(...rows.map(({ name }) => escapeUnsafe(name).length));
  return rows.flatMap(({ name, state, inRoster, approval }) => {
    const paint = state === 'right' ? style.good : state === 'missing' ? style.faint : style.error;
    const { file = '', note } = approval ?? {};
    const reasons = approval === undefined ? [] : describeJudgement(approval);
    const head = [
      `  ${paint(STATE_WORDS[state].padEnd(9))}`,
      escapeUnsafe(name).padEnd(width),
      escapeUnsafe(file),
      ...(inRoster ? [] : ['(not in the roster)']),
    ];
    return [
      head.join('  ').trimEnd(),
      ...reasons.map((reason) => `             ${escapeUnsafe(reason)}`),
      ...(note ? [`             ${style.faint('note:')} ${escapeUnsafe(note.text)}`] : []),
    ];
  });
}

function describeCount(status: CeremonyStatus, style: Style): readonly string[] {
  const { right, required, requiredIsGiven, refusals, reached, approvals } = status;
  const count = `${right} of ${required}`;
  const source = requiredIsGiven
    ? ''
    : ' (as the file has it; --required M says what the HSM wants)';
  const unchecked = approvals.some(({ state }) => state === 'unchecked');
  const verdict = reached
    ? style.good('the quorum is reached')
    : refusals.some(({ code }) => code !== 'mixed-token')
      ? style.error('an HSM would refuse this file')
      : refusals.length > 0
        ? style.error('this file is not to be handed in')
        : style.error('the quorum is not reached');
  return [
    `${style.strong(count)}${source}: ${verdict}`,
    ...refusals.map((refusal) => `  ${escapeUnsafe(describeStatusRefusal(refusal))}`),
    ...(unchecked
      ? ['  not all approvals can be checked; an HSM refuses the file if one is bad']
      : []),
  ];
}

function describeSteps(steps: readonly ShownStep[], style: Style): readonly string[] {
  if (steps.length === 0) return [];
  return [
    '',
    `${style.hint('next')}:`,
    ...steps.flatMap(({ what, commands }) => [
      `  ${what}${commands.length > 0 ? ':' : ''}`,
      ...commands.map((command) => `    ${command}`),
    ]),
  ];
}
