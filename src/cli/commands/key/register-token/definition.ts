import { defineCommand, FORCE_OPTION, JSON_OPTION } from '../../../command.ts';
import { ONE_SIGNER, SIGNER_OPTIONS } from '../options.ts';

export const keyRegisterToken = defineCommand({
  path: 'key register-token',
  summary: 'make and sign the registration token of registerQuorumPubKey, in one go',
  description:
    'Writes NAME.regtoken, NAME.regtoken.sig and NAME.pub, and prints the line for the console that ' +
    'registers the key.',
  positionals: [
    { name: 'name', describe: "the officer's user name", completes: 'officer', required: true },
  ],
  options: {
    ...SIGNER_OPTIONS,
    'out-dir': { describe: 'folder for the three files', completes: 'folder', default: '.' },
    type: { describe: "the officer's user type", choices: ['CO', 'CU'], default: 'CO' },
    ...FORCE_OPTION,
    ...JSON_OPTION,
  },
  refusals: ONE_SIGNER,
  examples: [
    {
      command: 'mofn key register-token officer1 --key officer1.key',
      describe: "officer1's registration",
    },
  ],
});
