/**
 * Passwords of loginHSM, createUser and changePswd: typed on the command's line, or asked for.
 */
import type { ConsoleCommand, Shell } from './shell.ts';
import { refuseSyntax } from './syntax.ts';
import { WORDS } from './words.ts';

const HIDDEN = '-hpswd';
const TWO_FACTOR = '-2fa';

/** Whether a line of one of these commands has a password in it. */
export function holdsPassword(args: readonly string[]): boolean {
  return args.length > 3 || (args.length === 3 && args[2] !== HIDDEN);
}

/** Whether the password is asked for, and not shown. */
export function isHidden([typed]: readonly string[]): boolean {
  return typed === undefined || typed === HIDDEN;
}

/**
 * The password that a command is given.
 *
 * @param rest the words behind user type and user name
 * @param isNew whether a new password is set, which may have another prompt, and one more
 * @returns undefined where there is none; what is wrong was printed
 */
export async function readPassword(
  command: ConsoleCommand,
  rest: readonly string[],
  shell: Shell,
  isNew = false,
): Promise<string | undefined> {
  const { asksForMissingPassword, emptyLineAfterPassword } = shell.flavour;
  const [typed, option] = rest;
  const missing = typed === undefined && !asksForMissingPassword;
  if (missing || (option !== undefined && option !== TWO_FACTOR) || rest.length > 3) {
    refuseSyntax(command, shell);
    return undefined;
  }
  if (option === TWO_FACTOR) {
    shell.print(WORDS.noTwoFactor);
    return undefined;
  }
  if (typed !== undefined && !isHidden(rest)) return typed;
  const password = await askForPassword(shell, isNew);
  if (password !== undefined && emptyLineAfterPassword) shell.print('');
  return password;
}

async function askForPassword(shell: Shell, isNew: boolean): Promise<string | undefined> {
  const { passwordPrompts: prompts } = shell.flavour;
  const password = await shell.ask.askSecret(isNew ? prompts.newPassword : prompts.password);
  if (!isNew || prompts.again === undefined || password === undefined) return password;
  const again = await shell.ask.askSecret(prompts.again);
  if (again !== undefined && again !== password) shell.print(WORDS.passwordsDiffer);
  return again === password ? password : undefined;
}
