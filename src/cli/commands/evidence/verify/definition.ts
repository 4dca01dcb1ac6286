import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const evidenceVerify = defineCommand({
  path: 'evidence verify',
  summary: 'check a bundle of evidence again, offline, from the bundle alone',
  description:
    'Packs the bundle anew and compares every byte; checks each hash and signature; makes verdicts, report and recheck.sh anew of the pieces and compares them with those in the bundle. It tells what the pieces show, what contradicts what, who vouches for it, and what nobody can check from the bundle. A bundle in which one bit was changed is refused, and so is one that another program packed.\n\nThe keys in a bundle came with it: only a roster, or a policy, that you have by other means tells whose they are.\n\nExit code 0 where nothing contradicts anything, be it that nobody has signed it or that some claims cannot be checked; 1 where something does, or the bundle is not what its pieces make; 3 where it is no bundle that mofn wrote.',
  positionals: [
    {
      name: 'bundle',
      describe: 'the bundle; - is standard input',
      completes: 'bundle',
      required: true,
    },
  ],
  options: {
    roster: {
      describe: 'folder with a NAME.pub for each officer, or a policy, that is trusted already',
      completes: 'roster',
      alias: 'r',
      array: true,
    },
    ...JSON_OPTION,
  },
  refusals: [
    {
      stdinTwice: ['bundle', 'roster'],
      message: 'standard input can be only one of bundle and roster',
    },
  ],
  examples: [
    {
      command: 'mofn evidence verify bundle.zip',
      describe: 'what it shows, and who vouches for it',
    },
    {
      command: 'mofn evidence verify bundle.zip --roster roster',
      describe: 'whether its keys are those of the officers that you know',
    },
  ],
});
