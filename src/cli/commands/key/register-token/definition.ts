import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const keyRegisterToken = defineCommand({
  path: 'key register-token',
  summary: 'make and sign the registration token of registerQuorumPubKey, in one go',
  description:
    'Writes NAME.regtoken, NAME.regtoken.sig and NAME.pub, and prints the line for the console that ' +
    'registers the key.',
  positionals: [{ name: 'name', describe: "the officer's user name", required: true }],
  options: {
    key: { describe: 'private key file', alias: 'k' },
    signer: { describe: 'a key elsewhere: ssh-agent[:FINGERPRINT] or a pkcs11: URI' },
    passin: { describe: 'pass phrase: pass:WORD, env:NAME, file:PATH, fd:NUMBER or stdin' },
    'out-dir': { describe: 'folder for the three files', default: '.' },
    type: { describe: "the officer's user type", choices: ['CO', 'CU'], default: 'CO' },
    force: { describe: 'replace files that exist', type: 'boolean', alias: 'f' },
    ...JSON_OPTION,
  },
  examples: [
    {
      command: 'mofn key register-token officer1 --key officer1.key --force',
      describe: "officer1's registration",
    },
  ],
});
