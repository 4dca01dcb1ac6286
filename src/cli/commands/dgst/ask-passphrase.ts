import type { Container } from '../../../signer/passphrase.ts';
import type { World } from '../../context.ts';
import type { SharedInput } from '../../input/shared-input.ts';

/** Longest pass phrase that is read where there is no terminal, in bytes. */
const LONGEST = 1023;

const WORDS: Partial<Record<Container, string>> = {
  pkcs12: 'PKCS12 import pass phrase',
  pvk: 'PVK',
};

/**
 * Asks for a pass phrase in openssl's words: on the terminal itself, whatever standard input is;
 * without a terminal on stderr, and the answer is the first line of standard input.
 *
 * @param name the key's file, as it was given
 * @returns nothing where the question was broken off
 */
export async function askPassphrase(
  name: string,
  container: Container,
  input: SharedInput,
  context: World,
): Promise<Buffer | undefined> {
  const prompt = `Enter pass phrase for ${WORDS[container] ?? name}:`;
  const { askOnTerminal } = await import('../../../terminal/prompt-passphrase.ts');
  const answer = await askOnTerminal(prompt);
  switch (answer.kind) {
    case 'entered':
      return answer.secret;
    case 'cancelled':
      return undefined;
    case 'no-terminal': {
      context.stderr.write(`${prompt}\n`);
      return (await input.readLine(LONGEST)) ?? Buffer.alloc(0);
    }
  }
}
