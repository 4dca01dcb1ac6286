import { defineCommand, FORCE_OPTION } from '../../../command.ts';

export const approvalConvert = defineCommand({
  path: 'approval convert',
  summary: 'carry approvals between a classic approval file and a token file of SDK 5',
  description:
    "Signatures stay right, for both kinds of file are over the same bytes. --to sdk5 takes a classic file with the token and the signatures that it names, and makes a token file as `cloudhsm-cli` writes it. --to classic writes the token, the signatures and approval.txt, which names them, into a folder, which is made where it is missing. Files that a classic file names are looked for from the working directory, as the HSM's tool does, and where they are not there, from the approval file's own folder. What the other kind of file cannot hold is refused and named.",
  positionals: [
    {
      name: 'file',
      describe: 'the approval file; - is standard input',
      completes: 'approval file',
      required: true,
    },
  ],
  options: {
    to: {
      describe: 'the kind of file to make',
      choices: ['sdk5', 'classic'],
      demandOption: true,
    },
    out: {
      describe: 'token file to write; without it, standard output',
      completes: 'file',
      alias: 'o',
    },
    'out-dir': { describe: 'folder for the files of --to classic', completes: 'folder' },
    drop: {
      type: 'boolean',
      describe: 'leave out comments and unknown members, and say which',
    },
    ...FORCE_OPTION,
  },
  refusals: [
    {
      given: ['out'],
      not: { to: 'sdk5' },
      message: '--to classic makes several files, and --out takes one',
      hint: 'name a folder with --out-dir',
    },
    {
      missing: ['out-dir'],
      not: { to: 'sdk5' },
      message: '--to classic makes several files, and --out-dir is missing',
      hint: 'name a folder with --out-dir',
    },
    {
      given: ['out-dir'],
      not: { to: 'classic' },
      message: '--to sdk5 makes one file, and --out-dir is for several',
      hint: 'name the file with --out',
    },
  ],
  examples: [
    {
      command: 'mofn approval convert approval.txt --to sdk5 --out approval.json',
      describe: 'for cloudhsm-cli',
    },
    {
      command:
        'mofn approval convert approval.txt --to sdk5 | mofn approval convert - --to classic --out-dir classic',
      describe: 'for approveToken of cloudhsm_mgmt_util',
    },
  ],
});
