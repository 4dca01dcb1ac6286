import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { KEY_OPTION } from '../../token/options.ts';

export const policyCheck = defineCommand({
  path: 'policy check',
  summary:
    'tell whether approvals are what a policy wants: who counts for what, and who is missing',
  description:
    'Counts people, where an HSM counts accounts: somebody with three accounts is one approver. It says which rule applies and why, who counts for which group, and who could still approve. Without --request no operation is known, and every rule that the token could be used for must be met. With it, an approval counts only where its person has signed the request, too. What the HSM makes of the file is told by approval status. Exit code 0 where the policy is met, 1 where not.',
  positionals: [
    {
      name: 'policy',
      describe: 'the policy, signed or not; - is standard input',
      completes: 'policy',
      required: true,
    },
  ],
  options: {
    set: {
      describe: 'approval file, or token file of the newer command line, with approvals in it',
      completes: 'approval file',
      demandOption: true,
    },
    request: { describe: 'what is asked for: a request for this token', completes: 'request' },
    ...KEY_OPTION,
    ...JSON_OPTION,
  },
  refusals: [
    {
      stdinTwice: ['policy', 'set', 'request'],
      message: 'standard input can be only one of policy, set and request',
    },
  ],
  examples: [
    {
      command: 'mofn policy check payment.toml --set approval.txt',
      describe: 'before approveToken',
    },
  ],
});
