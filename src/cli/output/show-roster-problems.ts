import type { Roster } from '../../ceremony/roster.ts';
import { escapeUnsafe } from '../../printable.ts';
import { describeRosterProblem } from '../../words/roster.ts';
import type { Context } from '../context.ts';
import { showWarning } from './show-failure.ts';

/** Warns of each officer's file that is left out, or whose key an HSM would not have. */
export function showRosterProblems({ officers }: Roster, context: Context): void {
  for (const { fileName, key, problem } of officers) {
    if (problem === undefined) continue;
    const isLeftOut = key === undefined || problem.code === 'key-flaw';
    const start = `${escapeUnsafe(fileName)}${isLeftOut ? ' is left out' : ''}`;
    showWarning(`${start}: ${describeRosterProblem(problem)}`, context);
  }
}
