import { defineCommand, FORCE_OPTION } from '../../../command.ts';
import { ONE_SIGNER, SIGNER_OPTIONS } from '../../key/options.ts';

export const policySign = defineCommand({
  path: 'policy sign',
  summary: 'sign a policy, so that everybody can tell whether it is the one that was agreed on',
  description:
    'Writes a DSSE envelope around the TOML with your signature in it, or adds your signature to one. Wherever a policy is taken, the signed form is, too; a policy’s digest is that of its TOML, signed or not. A policy in which something is wrong is not signed.',
  positionals: [
    {
      name: 'policy',
      describe: 'the policy, signed by others or not',
      completes: 'policy',
      required: true,
    },
  ],
  options: {
    ...SIGNER_OPTIONS,
    out: {
      describe: 'the signed policy; without it, standard output',
      completes: 'file',
      alias: 'o',
    },
    ...FORCE_OPTION,
  },
  refusals: [...ONE_SIGNER],
  examples: [
    {
      command: 'mofn policy sign payment.toml --key officer1.key --out policy.json',
      describe: 'the TOML is in it, byte for byte',
    },
  ],
});
