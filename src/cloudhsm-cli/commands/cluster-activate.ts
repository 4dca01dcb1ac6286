import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';
import { PASSWORD } from '../options.ts';
import { readNewPassword } from '../passwords.ts';

export const CLUSTER_ACTIVATE: CliCommand = {
  path: ['cluster', 'activate'],
  spec: {
    about: 'Give the first admin a password, and so activate the cluster',
    options: [{ ...PASSWORD, describe: 'Password of the first admin, in plain text' }],
  },
  needsLogIn: false,
  async run(values, shell) {
    const password = await readNewPassword(values.find('password'), shell);
    await askEach(shell, () => ({ op: 'activate', password }) as const);
    return 'Cluster activation successful';
  },
};
