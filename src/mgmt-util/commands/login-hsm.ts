import type { LogIn } from '../../console/sessions.ts';
import type { SessionId } from '../../hsm/protocol.ts';
import { askEachServer } from '../fan-out.ts';
import { holdsPassword, isHidden, passwordSyntax, readSecrets } from '../password.ts';
import type { SignedLogIn } from '../second-factor/sign-log-in.ts';
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
    const secrets = await readSecrets(LOGIN_HSM, rest, shell, 'log-in');
    if (secrets === undefined) return 'refused';
    const { password, authData } = secrets;
    const signed = authData === undefined ? undefined : await sign({ type, name }, authData, shell);
    if (signed === undefined && authData !== undefined) return 'refused';
    const isApart = shell.flavour.emptyLineAfterPassword && isHidden(rest);
    if (!isApart) setApart('loginHSM', shell);
    const outcome = await logIn({ type, name, password }, signed, shell);
    if (outcome === 'refused') signed?.explain();
    if (isApart) shell.print('');
    return outcome;
  },
};

/** @returns undefined where the command is to end; why was printed */
async function sign(
  user: { readonly type: string; readonly name: string },
  authData: string,
  shell: Shell,
): Promise<SignedLogIn | undefined> {
  const { signLogIn } = await import('../second-factor/sign-log-in.ts');
  return signLogIn(user, authData, shell, (server, refusal) => {
    shell.printRefusal('loginHSM', refusal);
    shell.printFailure('loginHSM', server);
  });
}

interface Credentials {
  readonly type: string;
  readonly name: string;
  readonly password: string;
}

/**
 * Somebody who is logged in already is replaced on every server or on none: what one console does is
 * done by one user.
 */
async function logIn(
  credentials: Credentials,
  signed: SignedLogIn | undefined,
  shell: Shell,
): Promise<Outcome> {
  const { sessions } = shell;
  const before = sessionsOf(shell);
  const begun: { readonly numbered: NumberedServer; readonly logIn: LogIn }[] = [];
  let outcome: Outcome = 'refused';
  try {
    const answered = await askEachServer(
      { ...shell, servers: signed?.servers ?? shell.servers },
      'loginHSM',
      (numbered) => {
        const signature = signed?.signatures.get(numbered);
        return { op: 'login', ...credentials, ...(signature && { signature }) } as const;
      },
      (numbered, logIn) => {
        begun.push({ numbered, logIn });
        shell.printSuccess('loginHSM', numbered);
      },
    );
    // A server may have refused before there was anything to sign.
    if (begun.length === shell.servers.length) outcome = answered;
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
