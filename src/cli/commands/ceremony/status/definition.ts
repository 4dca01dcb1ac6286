import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const ceremonyStatus = defineCommand({
  path: 'ceremony status',
  summary: 'who has signed what lies in a folder, whose signature is missing, and what to do next',
  description:
    'For officers who each lay a file of their own down in a shared folder, as in a branch that is to be merged: a token, the request for it, and signatures in any number of files, known by their content. For each token its approvals and the copies of its request are taken together, and judged as approval status does with one file. Keys are trusted from --roster or --policy, which should come from elsewhere than the folder: whoever can add a signature there could add a key. Exit code 0 where there is a token, enough approvals count for each, and no file is amiss; 1 where not.',
  positionals: [
    { name: 'folder', describe: 'folder of the ceremony', completes: 'folder', required: true },
  ],
  options: {
    roster: {
      describe: 'folder with a NAME.pub for each officer, or a policy',
      completes: 'roster',
      alias: 'r',
    },
    policy: {
      describe: 'policy that must be met as well; without --roster, keys come from it',
      completes: 'policy',
    },
    required: {
      type: 'number',
      describe: 'M, as getMValue prints it; without it, what the policy asks for',
      alias: 'm',
    },
    format: {
      describe: 'how to answer; markdown is for the summary of a build',
      choices: ['text', 'json', 'markdown'],
      default: 'text',
    },
    ...JSON_OPTION,
  },
  refusals: [
    {
      missing: ['roster', 'policy'],
      message: '--roster is missing: whose keys are trusted',
      hint: 'a folder with a file NAME.pub for each officer; or a policy, with --policy',
    },
  ],
  examples: [
    {
      command: 'mofn ceremony status bob --policy payment.toml',
      describe: 'in a build, before a branch is merged',
    },
    {
      command: 'mofn ceremony status bob --roster roster --required 2',
      describe: 'with a roster',
    },
  ],
});
