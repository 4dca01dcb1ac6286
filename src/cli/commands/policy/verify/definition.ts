import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const policyVerify = defineCommand({
  path: 'policy verify',
  summary: 'tell who has signed a policy',
  description:
    'Checks each signature of a signed policy with the keys of a roster. What the file itself says of its keys is not believed. Exit code 0 where it has signatures, and all of them are right.',
  positionals: [
    {
      name: 'policy',
      describe: 'the signed policy; - is standard input',
      completes: 'policy',
      required: true,
    },
  ],
  options: {
    roster: {
      describe: 'folder with a NAME.pub for each officer, or a policy that is trusted already',
      completes: 'roster',
      alias: 'r',
      demandOption: true,
    },
    ...JSON_OPTION,
  },
  refusals: [
    {
      stdinTwice: ['policy', 'roster'],
      message: 'standard input can be only one of policy and roster',
    },
    {
      same: ['policy', 'roster'],
      message: 'a policy cannot vouch for itself: whoever wrote it chose the keys in it',
      hint: 'name a roster, or the policy that is trusted already, with --roster',
    },
  ],
  examples: [
    {
      command: 'mofn policy verify payment.json --roster roster',
      describe: 'before it is relied on',
    },
  ],
});
