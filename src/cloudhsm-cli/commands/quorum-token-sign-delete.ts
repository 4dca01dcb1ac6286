import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';

const SCOPES = { user: 'all', all: 'everyone' } as const;

export const QUORUM_TOKEN_SIGN_DELETE: CliCommand = {
  path: ['quorum', 'token-sign', 'delete'],
  spec: {
    about: 'Delete quorum tokens',
    options: [
      {
        name: 'scope',
        value: 'SCOPE',
        describe: 'Which tokens are deleted',
        required: true,
        choices: Object.keys(SCOPES),
        choiceHelp: { user: 'Those of the user who is logged in', all: 'Those of all users' },
      },
    ],
  },
  needsLogIn: true,
  async run(values, shell) {
    const tokens = values.text('scope') === 'user' ? SCOPES.user : SCOPES.all;
    await askEach(
      shell,
      (server) => ({ op: 'delToken', session: shell.sessions.idOn(server), tokens }) as const,
    );
    return 'Deletion of quorum token(s) successful';
  },
};
