import { defineCommand, FORCE_OPTION, stdinOnce } from '../../../command.ts';

export const approvalCombine = defineCommand({
  path: 'approval combine',
  summary: "make one approval file of several officers' approval files and signatures",
  description:
    "Takes approval files and signature files over one token, in any order. A signature file is given as NAME=FILE (or cu:NAME=FILE), or by its path alone with --roster, which tells whose it is. With --roster every signature is checked. Files are looked for from the working directory, as the HSM's tool does, and where they are not there, from the approval file's own folder; the new file's paths hold from the working directory.",
  positionals: [
    {
      name: 'inputs',
      describe: 'approval files, signature files, NAME=SIGNATURE',
      completes: 'approval file, signature or NAME=SIGNATURE',
      required: true,
      variadic: true,
    },
  ],
  options: {
    out: {
      describe: 'approval file to write; without it, standard output',
      completes: 'file',
      alias: 'o',
    },
    token: {
      describe: 'multi token file, where no approval file is among the inputs',
      completes: 'token',
      alias: 't',
    },
    roster: {
      describe: 'folder with a NAME.pub for each officer, or a policy',
      completes: 'roster',
      alias: 'r',
    },
    comments: { type: 'boolean', describe: 'explain the file in comments' },
    ...FORCE_OPTION,
  },
  refusals: [stdinOnce('inputs')],
  examples: [
    {
      command: 'mofn approval combine approval.txt officer2=officer1.token.sig2 -o all.txt',
      describe: 'add a signature that came alone',
    },
    {
      command:
        'mofn approval combine officer1.token.sig1 officer1.token.sig2 --token officer1.token --roster roster',
      describe: 'from signatures alone, the roster tells whose they are',
    },
  ],
});
