import type { UnsentValues } from '../hsm/unsent.ts';
import type { Outcome, Shell } from './shell.ts';
import { WORDS } from './words.ts';

/**
 * Prints what is wrong with an attribute as it was typed, before any server is asked.
 *
 * @param attribute its name; null where what was typed is none
 */
export function refuseAttribute(
  command: string,
  attribute: string | null,
  problem: UnsentValues['key-attribute']['problem'],
  shell: Shell,
): Outcome {
  shell.print(WORDS.failed(command, WORDS.keyAttribute[problem](attribute ?? '')));
  shell.note({ code: 'key-attribute', attribute, problem });
  return 'refused';
}
