import type { LogIn } from '../../console/sessions.ts';
import type { SessionId } from '../../hsm/protocol.ts';
import { askEachServer } from '../fan-out.ts';
import { holdsPassword, isHidden, passwordSyntax, readPassword } from '../password.ts';
import { setApart } from '../set-apart.ts';
import type { ConsoleCommand, NumberedServer, Outcome, Shell } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';

export const LOGIN_HSM: ConsoleCommand = {
  name: 'loginHSM',
  syntax: (flavour) => passwordSyntax('loginHSM', flavour, 'log-in'),
  summary: 'logs in on each server',
  who: 'all users',
  holdsSecret: holdsPassword,
  async run(args, shell) {
    const [type, name, ...rest] = args;
    if (type === undefined || name === undefined) return refuseSyntax(LOGIN_HSM, shell);
    const password = await readPassword(LOGIN_HSM, rest, shell, 'log-in');
    if (password === undefined) return 'refused';
    const isApart = shell.flavour.emptyLineAfterPassword && isHidden(rest);
    if (!isApart) setApart('loginHSM', shell);
    const outcome = await logIn({ type, name, password }, shell);
    if (isApart) shell.print('');
    return outcome;
  },
};

interface Credentials {
  readonly type: string;
  readonly name: string;
  readonly password: string;
}

/**
 * Somebody who is logged in already is replaced on every server or on none: what one console does is
 * done by one user.
 */
async function logIn(credentials: Credentials, shell: Shell): Promise<Outcome> {
  const { sessions } = shell;
  const before = sessionsOf(shell);
  const begun: { readonly numbered: NumberedServer; readonly logIn: LogIn }[] = [];
  let outcome: Outcome = 'refused';
  try {
    outcome = await askEachServer(
      shell,
      'loginHSM',
      () => ({ op: 'login', ...credentials }) as const,
      (numbered, logIn) => {
        begun.push({ numbered, logIn });
        shell.printSuccess('loginHSM', numbered);
      },
    );
  } finally {
    // What was begun is kept or taken back also where a server was waited for in vain.
    if (outcome === 'done' || before.length === 0) {
      for (const { numbered, logIn } of begun) sessions.begin(numbered.server, logIn);
      for (const { numbered, session } of before) await sessions.leave(numbered.server, session);
    } else {
      for (const { numbered, logIn } of begun) {
        const left = await sessions.leave(numbered.server, logIn.session);
        if (left) shell.printSuccess('rollBack', numbered);
      }
    }
  }
  return outcome;
}

function sessionsOf({ servers, sessions }: Shell): readonly {
  readonly numbered: NumberedServer;
  readonly session: SessionId;
}[] {
  return servers.flatMap((numbered) => {
    const logIn = sessions.on(numbered.server);
    return logIn === undefined ? [] : [{ numbered, session: logIn.session }];
  });
}
