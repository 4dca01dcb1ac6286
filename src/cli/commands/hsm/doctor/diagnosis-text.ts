import type { Finding } from '../../../../hsm/doctor-finding.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { describeFinding, FINDING_WORDS } from '../../../../words/doctor.ts';
import type { Context } from '../../../context.ts';
import { type Line, paint } from '../../../printer.ts';
import type { HintedFinding } from './diagnosis-json.ts';
import type { HintStep } from './hints/step.ts';

/** Lines to be typed that are shown of one finding; `--json` has all of them. */
const MOST_COMMANDS = 24;

/** The answer of `mofn hsm doctor`, for people. */
export function showDiagnosis(
  hinted: readonly HintedFinding[],
  isQuiet: boolean,
  { stdout }: Context,
): void {
  for (const { finding, hint } of hinted) {
    stdout.printLines([...describe(finding), ...(isQuiet ? [] : describeHint(hint))]);
  }
  stdout.printLine(count(hinted));
}

function describe(finding: Finding): readonly Line[] {
  const { code, severity, servers } = finding;
  const { meaning, worst } = FINDING_WORDS[code];
  const place = servers.length === 0 ? '' : ` (${listServers(servers)})`;
  return [
    [
      paint(severity === 'error' ? 'error' : 'info', severity),
      ` ${code}: `,
      paint('strong', describeFinding(finding)),
      place,
    ],
    `  ${meaning}`,
    `  At the worst: ${worst}`,
  ];
}

/** `servers 0 to 2, 5` */
function listServers(servers: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const server of servers) {
    const run = runs.at(-1);
    if (run !== undefined && run.last === server - 1) run.last = server;
    else runs.push({ first: server, last: server });
  }
  const told = runs.map(({ first, last }) => {
    if (last - first < 2) return first === last ? `${first}` : `${first}, ${last}`;
    return `${first} to ${last}`;
  });
  return `server${servers.length === 1 ? '' : 's'} ${told.join(', ')}`;
}

function describeHint(hint: readonly HintStep[]): readonly Line[] {
  const lines: Line[] = [];
  let left = MOST_COMMANDS;
  for (const { what, where, commands } of hint) {
    if (left <= 0) break;
    const place = commands.length === 0 ? '' : where === 'shell' ? ':' : ', in the console:';
    lines.push(['  ', paint('hint', 'hint'), `: ${what}${place}`]);
    lines.push(...commands.slice(0, left).map((command) => `    ${command}`));
    left -= commands.length;
  }
  const all = hint.reduce((sum, { commands }) => sum + commands.length, 0);
  const more = all - MOST_COMMANDS;
  return more > 0 ? [...lines, `    … and ${more} more, which --json has`] : lines;
}

function count(hinted: readonly HintedFinding[]): string {
  if (hinted.length === 0) return 'no findings';
  const errors = hinted.filter(({ finding }) => finding.severity === 'error').length;
  const advice = hinted.length - errors;
  return [
    ...(errors === 0 ? [] : [countNoun(errors, 'error')]),
    ...(advice === 0 ? [] : [countNoun(advice, 'piece of advice', 'pieces of advice')]),
  ].join(', ');
}
