/**
 * A documented session, taken apart into what the console prints and what was typed at it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the console has printed up to a prompt, and what was typed there. */
interface Exchange {
  /** Ends with the prompt. */
  readonly printed: string;
  readonly typed: string;
}

export interface Session {
  /** As a terminal shows it, with LF. */
  readonly text: string;
  readonly exchanges: readonly Exchange[];
  /** What follows the last thing that was typed. */
  readonly rest: string;
}

const PROMPTS = /aws-cloudhsm>|\(y\/n\)\?|\(R\/I\/A\):|\(R\/B\/I\):/g;
const PASS_PHRASE = 'Enter PEM pass phrase:\n';

/**
 * Reads a session of test/golden/sessions.
 *
 * @param passPhrase what is typed where the session asks for one, which it does not show
 */
export function readSession(name: string, passPhrase: string): Session {
  const path = fileURLToPath(new URL(`../../golden/sessions/${name}.txt`, import.meta.url));
  const text = readFileSync(path, 'latin1');
  const exchanges: Exchange[] = [];
  let rest = text;
  for (;;) {
    const hidden = rest.indexOf(PASS_PHRASE);
    const [found] = rest.matchAll(PROMPTS);
    if (found === undefined && hidden === -1) return { text, exchanges, rest };
    if (found === undefined || (hidden !== -1 && hidden < found.index)) {
      const end = hidden + PASS_PHRASE.length - 1;
      exchanges.push({ printed: rest.slice(0, end), typed: passPhrase });
      // The newline behind it is printed, not typed.
      rest = rest.slice(end);
      continue;
    }
    const end = found.index + found[0].length;
    const newline = rest.indexOf('\n', end);
    exchanges.push({ printed: rest.slice(0, end), typed: rest.slice(end, newline) });
    rest = rest.slice(newline + 1);
  }
}

/** What is piped in to play a session. */
export function inputOf({ exchanges }: Session): string {
  return exchanges.map(({ typed }) => `${typed}\n`).join('');
}

/** What the session looks like over a pipe. */
export function pipedTextOf({ exchanges, rest }: Session): string {
  return exchanges.map(({ printed }) => printed).join('') + rest;
}
