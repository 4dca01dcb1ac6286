import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { KEY_OPTION } from '../../token/options.ts';

export const approvalStatus = defineCommand({
  path: 'approval status',
  summary: 'who has signed, whose signature is right, wrong or missing, and what to do next',
  description:
    "Checks every approval with the officers' public keys, counts them as the HSM does, and says why a signature is wrong. A roster is a folder: officer1.pub is officer1's public key or certificate. With --request an approval counts only where the officer has signed what is asked for as well; with --policy the rule that is about it must be met. Of a token for a key the approvals of the key's owner and of those it is shared with count, as many as the key asks for, where its cluster is at hand. Exit code 0 where enough approvals count and the HSM would take the file, 1 where not.",
  positionals: [
    {
      name: 'file',
      describe: 'approval file; - is standard input',
      completes: 'approval file',
      required: true,
    },
  ],
  options: {
    roster: {
      describe: 'folder with a NAME.pub for each officer, or a policy',
      completes: 'roster',
      alias: 'r',
    },
    request: { describe: 'request that says what the token is for', completes: 'request' },
    policy: {
      describe: 'policy that must be met as well; without --roster, keys come from it',
      completes: 'policy',
    },
    required: {
      type: 'number',
      describe: 'M, as getMValue prints it; without it, what the key asks for or the file gives',
      alias: 'm',
    },
    ...KEY_OPTION,
    ...JSON_OPTION,
  },
  refusals: [
    {
      stdinTwice: ['file', 'request', 'policy'],
      message: 'standard input can be only one of file, request and policy',
    },
    {
      missing: ['roster', 'policy'],
      message: '--roster is missing: whose keys are trusted',
      hint: 'a folder with a file NAME.pub for each officer; or a policy, with --policy',
    },
  ],
  examples: [
    {
      command: 'mofn approval status approval.txt --roster roster --required 2',
      describe: 'before approveToken',
    },
    {
      command: 'mofn approval status approval.txt --roster roster --required 2 --json',
      describe: 'for a script',
    },
    {
      command:
        'mofn approval status approval.txt --request request.signed.json --roster roster --required 2',
      describe: 'whether all have signed what is asked for',
    },
    {
      command:
        'mofn approval status approval.txt --request request.signed.json --policy payment.toml',
      describe: 'who is missing by the policy',
    },
  ],
});
