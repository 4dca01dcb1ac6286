/**
 * Passwords of loginHSM, createUser and changePswd: typed on the command's line, or asked for.
 */
import type { Flavour, SecondFactor } from './flavour.ts';
import type { ConsoleCommand, Shell } from './shell.ts';
import { refuseSyntax } from './syntax.ts';
import { WORDS } from './words.ts';

const HIDDEN = '-hpswd';
/** The second factor of whoever logs in; of the others the edition decides. */
const AT_LOG_IN: readonly SecondFactor[] = ['-2fa'];

/** Whether a line of one of these commands has a password in it. */
export function holdsPassword(args: readonly string[]): boolean {
  return args.length > 3 || (args.length === 3 && args[2] !== HIDDEN);
}

/** Whether the password is asked for, and not shown. */
export function isHidden([typed]: readonly string[]): boolean {
  return typed === undefined || typed === HIDDEN;
}

/** What a password is for. */
type PasswordUse = 'log-in' | 'new-user' | 'new-password';

/** What a command is given to know somebody by, or to be known by from now on. */
export interface Secrets {
  readonly password: string;
  /** The file of the second factor, where one was asked for. */
  readonly authData: string | undefined;
}

/**
 * The password that a command is given, and the file of a second factor.
 *
 * @param rest the words behind user type and user name
 * @param use whether it is one to log in with, a new user's, or a new one of a user, which may have another
 *   prompt, and one more
 * @returns undefined where there is none; what is wrong was printed
 */
export async function readSecrets(
  command: ConsoleCommand,
  rest: readonly string[],
  shell: Shell,
  use: PasswordUse,
): Promise<Secrets | undefined> {
  const { asksForMissingPassword, emptyLineAfterPassword } = shell.flavour;
  const [typed, factor, ...more] = rest;
  const missing = typed === undefined && !asksForMissingPassword;
  if (missing || !isFactor(factor, more, shell, use)) {
    refuseSyntax(command, shell);
    return undefined;
  }
  if (factor === '2FA') {
    shell.print(WORDS.noTwoFactor(factor));
    shell.note({ code: 'two-factor' });
    return undefined;
  }
  const [authData] = more;
  if (typed !== undefined && !isHidden(rest)) return { password: typed, authData };
  const password = await askForPassword(shell, use === 'new-password');
  if (password === undefined) return undefined;
  if (emptyLineAfterPassword) shell.print('');
  return { password, authData };
}

/** How a command with a password is written; where editions differ in the second factor, as the later has it. */
export function passwordSyntax(command: string, flavour: Flavour, use: PasswordUse): string {
  const factors = listFactors(flavour, use);
  const words = factors.includes('-2fa') ? ['-2fa <authdata>'] : factors;
  const option = words.length === 0 ? '' : ` [${words.join(' | ')}]`;
  return `${command} <user-type> <user-name> <password | -hpswd>${option}`;
}

function listFactors({ secondFactor }: Flavour, use: PasswordUse): readonly SecondFactor[] {
  return secondFactor.filter((one) => use !== 'log-in' || AT_LOG_IN.includes(one));
}

/** Whether what stands behind the password is nothing, or a second factor as it is asked for here. */
function isFactor(
  factor: string | undefined,
  more: readonly string[],
  { flavour }: Shell,
  use: PasswordUse,
): boolean {
  if (factor === undefined) return true;
  const known: readonly string[] = listFactors(flavour, use);
  if (!known.includes(factor)) return false;
  return more.length === (factor === '-2fa' ? 1 : 0);
}

async function askForPassword(shell: Shell, isNew: boolean): Promise<string | undefined> {
  const { passwordPrompts: prompts } = shell.flavour;
  const password = await shell.ask.askSecret(isNew ? prompts.newPassword : prompts.password);
  if (!isNew || prompts.again === undefined || password === undefined) return password;
  const again = await shell.ask.askSecret(prompts.again);
  if (again !== undefined && again !== password) {
    shell.print(WORDS.passwordsDiffer);
    shell.note({ code: 'passwords-differ' });
  }
  return again === password ? password : undefined;
}
