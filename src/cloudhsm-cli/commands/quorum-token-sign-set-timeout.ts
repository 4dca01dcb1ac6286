import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';

/** Of the edition of 2023 alone. */
export const QUORUM_TOKEN_SIGN_SET_TIMEOUT: CliCommand = {
  path: ['quorum', 'token-sign', 'set-timeout'],
  spec: {
    about: 'Set how long quorum tokens last that are made from now on',
    options: [
      {
        name: 'generated',
        value: 'GENERATED',
        describe: 'Seconds in which a token is to be approved',
        number: true,
      },
      {
        name: 'approved',
        value: 'APPROVED',
        describe: 'Seconds in which an approved token is to be used',
        number: true,
      },
    ],
    oneOf: [['generated', 'approved']],
  },
  needsLogIn: true,
  isIn: ({ hasTimeouts }) => hasTimeouts,
  async run(values, shell) {
    const which = values.has('generated') ? 'generated' : 'approved';
    const seconds = values.number(which) ?? 0;
    await askEach(
      shell,
      (server) =>
        ({ op: 'setTimeout', session: shell.sessions.idOn(server), which, seconds }) as const,
    );
    return 'Set token timeout successful';
  },
};
