/**
 * A documented session of cloudhsm-cli, taken apart into what is printed and what was typed.
 */
import type { Exchange, Session } from '../../mgmt-util/documented/session.ts';

export const PROMPT = 'aws-cloudhsm > ';
const PATH_PROMPTS = [
  'Enter signed token file path (press enter if same as the unsigned token file):',
  'Enter public key PEM file path:',
];
const SECRET_PROMPTS = ['Enter password:', 'Confirm password:'];

/**
 * Takes a session apart, line by line.
 *
 * @param secret what is typed where the session asks for a password, which it does not show
 */
export function takeApart(text: string, secret: string): Session {
  const exchanges: Exchange[] = [];
  let printed = '';
  let continues = false;
  for (const line of text.split(/(?<=\n)/)) {
    const prompt: string | undefined = continues ? '' : promptOf(line);
    if (prompt === undefined) {
      printed += line;
      continue;
    }
    const isSecret = SECRET_PROMPTS.includes(prompt);
    const typed: string = isSecret ? secret : line.slice(prompt.length, -1);
    exchanges.push({ printed: printed + prompt, typed });
    const isCommand: boolean = continues || prompt === PROMPT;
    // The newline behind an answer is printed, not typed: so it is over a pipe, too.
    printed = isCommand ? '' : '\n';
    continues = isCommand && typed.endsWith('\\');
  }
  return { text, exchanges, rest: printed };
}

function promptOf(line: string): string | undefined {
  const isAlone = SECRET_PROMPTS.find((prompt) => line === `${prompt}\n`);
  return isAlone ?? [PROMPT, ...PATH_PROMPTS].find((prompt) => line.startsWith(prompt));
}

/** Whether the console waits for a line. */
export function isAtPrompt(printed: string): boolean {
  const line = printed.slice(printed.lastIndexOf('\n') + 1);
  // Over a pipe the newline of a command is missing, and its question stands behind the prompt.
  return [PROMPT, ...SECRET_PROMPTS, ...PATH_PROMPTS].some((prompt) => line.endsWith(prompt));
}
