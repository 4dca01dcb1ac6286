import type { HsmRefusal } from '../hsm/refusals.ts';
import type { Outcome, Shell } from './shell.ts';
import { WORDS } from './words.ts';

/** Says that an HSM refuses to give or to take what is copied from one to another. */
export function refuseCopy(command: string, refusal: HsmRefusal, shell: Shell): Outcome {
  shell.printRefusal(command, refusal);
  shell.print(WORDS.notDone(command));
  return 'refused';
}
