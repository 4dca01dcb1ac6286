/**
 * A documented session, taken apart into what the console prints and what was typed at it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the console has printed up to a prompt, and what was typed there. */
export interface Exchange {
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

const PROMPTS = /aws-cloudhsm>|server\d+>|\(y\/n\)\?|\(R\/I\/A\):|\(R\/B\/I\):/g;
const SECRET = /Enter (?:PEM pass phrase|password):(?=\n)/g;
/** Behind a question stands what was typed, or this where that was Enter alone. */
const INVALID = 'Invalid option';

/**
 * Reads a session of test/golden/sessions.
 *
 * @param passPhrase what is typed where the session asks for one, which it does not show
 */
export function readSession(name: string, passPhrase: string): Session {
  const path = fileURLToPath(new URL(`../../golden/sessions/${name}.txt`, import.meta.url));
  return takeApart(readFileSync(path, 'latin1'), passPhrase);
}

/**
 * Takes a session apart.
 *
 * @param secret what is typed where the session asks for something that it does not show
 */
export function takeApart(text: string, secret: string): Session {
  const exchanges: Exchange[] = [];
  let rest = text;
  for (;;) {
    const [hidden] = rest.matchAll(SECRET);
    const [prompt] = rest.matchAll(PROMPTS);
    const isHidden = hidden !== undefined && hidden.index < (prompt?.index ?? rest.length);
    const found = isHidden ? hidden : prompt;
    if (found === undefined) return { text, exchanges, rest };
    const end = found.index + found[0].length;
    const printed = rest.slice(0, end);
    if (isHidden || rest.startsWith(INVALID, end)) {
      exchanges.push({ printed, typed: isHidden ? secret : '' });
      // The newline behind a secret is printed, not typed.
      rest = rest.slice(end);
    } else {
      const newline = rest.indexOf('\n', end);
      exchanges.push({ printed, typed: rest.slice(end, newline) });
      rest = rest.slice(newline + 1);
    }
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
