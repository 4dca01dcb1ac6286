import type { MtlsEnforcement } from '../../hsm/mtls.ts';
import { type CliCommand, refuse } from '../command.ts';
import { changeEach } from '../fan-out.ts';
import { APPROVAL } from '../options.ts';
import { readApproval } from '../read-files.ts';

/** Levels by the word that the answer has for each. */
const LEVELS: Readonly<Record<MtlsEnforcement, string>> = { none: 'None', cluster: 'Cluster' };

export const CLUSTER_MTLS_SET_ENFORCEMENT: CliCommand = {
  path: ['cluster', 'mtls', 'set-enforcement'],
  spec: {
    about: 'Set whether clients have to show a certificate',
    options: [
      {
        name: 'level',
        value: 'LEVEL',
        describe: 'Which clients have to show one from now on',
        required: true,
        choices: Object.keys(LEVELS),
        many: true,
      },
      APPROVAL,
    ],
  },
  needsLogIn: true,
  async run(values, shell) {
    const [word, ...more] = values.list('level');
    const level = Object.keys(LEVELS).find((each) => each === word) as MtlsEnforcement | undefined;
    if (level === undefined || more.length > 0) {
      refuse(shell, { code: 'value-malformed', option: 'level' });
    }
    const approval = await readApproval(values.find('approval'), shell);
    await changeEach(
      shell,
      (server) =>
        ({
          op: 'setMtlsEnforcement',
          session: shell.sessions.idOn(server),
          level,
          ...approval,
        }) as const,
      approval,
    );
    return { message: `Mtls enforcement level set to ${LEVELS[level]} successfully` };
  },
};
