import { defineCommand, FORCE_OPTION } from '../../../command.ts';
import { ONE_SIGNER, SIGNER_OPTIONS } from '../../key/options.ts';

export const evidenceSign = defineCommand({
  path: 'evidence sign',
  summary: 'vouch for a bundle of evidence with an officer’s key',
  description:
    'Puts your signature over the manifest into the bundle, in a DSSE envelope and as plain files for openssl; others may have signed it before, and may after. The bundle is verified first, and one that is not whole is not signed. What contradicts something in it, or was not as the script says, is shown before you vouch for it.',
  positionals: [
    {
      name: 'bundle',
      describe: 'the bundle, signed by others or not',
      completes: 'bundle',
      required: true,
    },
  ],
  options: {
    ...SIGNER_OPTIONS,
    as: {
      describe: 'who you are in the bundle: the key must be yours there',
      completes: 'officer',
    },
    out: {
      describe: 'the signed bundle; without it, standard output',
      completes: 'bundle',
      alias: 'o',
    },
    ...FORCE_OPTION,
  },
  refusals: [...ONE_SIGNER],
  examples: [
    {
      command: 'mofn evidence sign bundle.zip --key officer1.key --as officer1 -o signed.zip',
      describe: 'whoever signs in whatever order, the same bundle comes out',
    },
  ],
});
