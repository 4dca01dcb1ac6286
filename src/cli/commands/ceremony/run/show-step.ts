/** What people are shown of a script while a ceremony is held. */
import type { CeremonyScript, ScriptStep } from '../../../../ceremony/script/script.ts';
import { type Line, paint } from '../../../printer.ts';
import type { Dialogue } from './dialogue.ts';

/**
 * Title, people and digest.
 *
 * @param folder in which the commands are to be run, absolute
 */
export function showCeremony(script: CeremonyScript, folder: string, dialogue: Dialogue): void {
  const { title, purpose, place, participants, digest } = script;
  dialogue.say(
    [
      [[paint('strong', title)]],
      row('purpose', purpose),
      row('place', place),
      row('script', `SHA-256 ${digest}`),
      row('folder', `${folder}, in which each command is to be run`),
      participants.flatMap(({ id, name, role }) => row(id, `${name}, ${role}`)),
    ].flat(),
  );
}

/**
 * All of a step.
 *
 * @param time as the record has it
 */
export function showStep(
  step: ScriptStep,
  script: CeremonyScript,
  time: string,
  dialogue: Dialogue,
): void {
  const { id, text, who, act, result, files } = step;
  const number = script.steps.findIndex((each) => each.id === id) + 1;
  const names = script.participants.filter((each) => who.includes(each.id));
  const lines: readonly (readonly Line[])[] = [
    ['', [paint('strong', `Step ${number} of ${script.steps.length}: ${id}`)]],
    text.split('\n').map((line) => `  ${line}`),
    row('time', time),
    row('who', names.map(({ name }) => name).join(', ')),
    act.kind === 'run' ? row('run', act.command) : row('confirm', act.statement),
    result === undefined ? [] : row('result', result),
    files.length === 0 ? [] : row('files', files.join('\n')),
  ];
  dialogue.say(lines.flat());
}

/** A name, and lines beside it. */
function row(name: string, text: string): readonly Line[] {
  return text
    .split('\n')
    .map((line, at) => [paint('faint', `  ${(at === 0 ? name : '').padEnd(8)} `), line]);
}
