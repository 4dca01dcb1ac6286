/**
 * Options that several commands take, alike.
 */
import type { OptionSpec } from './grammar/command-spec.ts';
import { ROLES } from './roles.ts';

export const USERNAME: OptionSpec = {
  name: 'username',
  value: 'USERNAME',
  describe: 'Name of the user',
  required: true,
};

export const ROLE: OptionSpec = {
  name: 'role',
  value: 'ROLE',
  describe: 'Role of the user',
  required: true,
  choices: ROLES,
  choiceHelp: {
    'crypto-user': 'Manages and uses keys',
    admin: 'Manages users and the quorum',
  },
};

export const PASSWORD: OptionSpec = {
  name: 'password',
  value: 'PASSWORD',
  describe: 'Password of the user, in plain text; it is asked for where this is left out',
  secret: true,
  inUsage: true,
};

export const APPROVAL: OptionSpec = {
  name: 'approval',
  value: 'APPROVAL',
  describe: 'File of a quorum token with the signatures of those who approve',
  file: true,
};
