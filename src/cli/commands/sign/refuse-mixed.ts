import { describeOddity } from '../../../words/oddities.ts';
import { CommandFailure } from '../../command-failure.ts';
import { quoted } from '../../input/read-file.ts';
import type { Message } from './message.ts';

/**
 * Refuses a token with records of several users, services or keys, and a file with records among what is none:
 * one signature approves all of them, and no HSM writes such a file.
 *
 * @throws Failure of kind `usage` where it is one, and nobody said that it is to be signed
 */
export function refuseMixed(
  { path, oddities }: Pick<Message, 'path' | 'oddities'>,
  isMeant: boolean,
): void {
  const found = oddities.find(({ code }) => code !== 'repeated-node');
  if (isMeant || found === undefined) return;
  throw new CommandFailure(
    'usage',
    `${quoted(path)} is not signed: ${describeOddity(found)}`,
    'one signature approves all of them, and no HSM writes such a file; where all of it is meant, --mixed signs it',
  );
}
