import { defineCommand, FORCE_OPTION } from '../../command.ts';

export const page = defineCommand({
  path: 'page',
  summary: 'write the checker page: one HTML file that checks approvals where nothing is installed',
  description:
    'Whoever is asked for a signature opens the file in a browser, from disk, and drops on it what they were sent: approval files, tokens, signatures, public keys, requests, a policy, or the whole folder. It shows what the token means, who has signed, what is wrong and where, both readings of an approval file, and what to do next, as the commands of mofn do; what lint can fix is saved with the same bytes. It has no network, and never asks for a private key.',
  positionals: [],
  options: {
    out: {
      describe: 'HTML file; - is standard output',
      completes: 'page',
      alias: 'o',
      demandOption: true,
    },
    ...FORCE_OPTION,
  },
  examples: [
    { command: 'mofn page -o mofn.html', describe: 'then open mofn.html in a browser' },
    {
      command: 'mofn page -o - | sha256sum',
      describe: 'to tell others which page it is: the same version of mofn writes the same bytes',
    },
  ],
});
