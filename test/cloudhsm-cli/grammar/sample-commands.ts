/**
 * Commands with all that the grammar knows, in the shape of the real ones.
 */
import type { CommandSpec } from '../../../src/cloudhsm-cli/grammar/command-spec.ts';

const USERNAME = {
  name: 'username',
  value: 'USERNAME',
  describe: 'Name of the user',
  required: true,
};
const ROLE = {
  name: 'role',
  value: 'ROLE',
  describe: 'Role of the user',
  required: true,
  choices: ['admin', 'crypto-user'],
};
const PASSWORD = { name: 'password', value: 'PASSWORD', describe: 'Its password', secret: true };
const APPROVAL = { name: 'approval', value: 'APPROVAL', describe: 'Signed token file', file: true };

export const SAMPLE: CommandSpec = {
  name: 'cloudhsm-cli',
  about: 'Works with a cluster',
  subcommands: [
    { name: 'interactive', about: 'Starts a shell' },
    {
      name: 'login',
      about: 'Logs in',
      options: [USERNAME, ROLE, PASSWORD],
      runsAlone: true,
      subcommands: [
        {
          name: 'mfa-token-sign',
          about: 'Logs in with a second factor',
          options: [
            {
              name: 'token',
              value: 'TOKEN',
              describe: 'Where to put it',
              required: true,
              file: true,
            },
          ],
        },
      ],
    },
    { name: 'logout', about: 'Logs out' },
    {
      name: 'user',
      about: 'Users',
      subcommands: [
        { name: 'list', about: 'Lists users' },
        {
          name: 'create',
          about: 'Creates a user',
          options: [USERNAME, ROLE, { ...PASSWORD, inUsage: true }, APPROVAL],
        },
        {
          name: 'change-mfa',
          about: 'Second factors',
          subcommands: [
            {
              name: 'token-sign',
              about: 'Changes the second factor',
              options: [
                USERNAME,
                ROLE,
                { name: 'token', value: 'TOKEN', describe: 'Where to put it', file: true },
                APPROVAL,
                { name: 'deregister', describe: 'Takes it away' },
                { name: 'change-quorum', describe: 'Also for approvals' },
              ],
              oneOf: [['token', 'deregister']],
            },
          ],
        },
      ],
    },
    {
      name: 'cluster',
      about: 'The cluster',
      subcommands: [
        {
          name: 'register-trust-anchor',
          about: 'Registers certificates',
          options: [
            {
              name: 'path',
              value: 'PATH',
              describe: 'Files',
              required: true,
              many: true,
              file: true,
            },
            APPROVAL,
          ],
        },
      ],
    },
    {
      name: 'quorum',
      about: 'Approvals',
      subcommands: [
        {
          name: 'set-quorum-value',
          about: 'Sets how many must approve',
          options: [
            {
              name: 'service',
              value: 'SERVICE',
              describe: 'Kind of operation',
              required: true,
              choices: ['user', 'quorum', 'cluster'],
            },
            { name: 'value', value: 'VALUE', describe: 'How many', required: true, number: true },
            APPROVAL,
          ],
        },
      ],
    },
  ],
};
