import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const approvalStatus = defineCommand({
  path: 'approval status',
  summary: 'who has signed, whose signature is right, wrong or missing, and what to do next',
  description:
    "Checks every approval with the officers' public keys, counts them as the HSM does, and says why a signature is wrong. A roster is a folder: officer1.pub is officer1's public key or certificate. With --request an approval counts only where the officer has signed what is asked for as well. Exit code 0 where enough approvals count and the HSM would take the file, 1 where not.",
  positionals: [{ name: 'file', describe: 'approval file; - is standard input', required: true }],
  options: {
    roster: {
      describe: 'folder with a NAME.pub for each officer, or a policy',
      alias: 'r',
      demandOption: true,
    },
    request: { describe: 'request that says what the token is for' },
    required: {
      type: 'number',
      describe: 'M, as getMValue prints it; without it, the number that the file gives',
      alias: 'm',
    },
    ...JSON_OPTION,
  },
  refusals: [
    {
      stdinTwice: ['file', 'request'],
      message: 'standard input can be only one of file and request',
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
  ],
});
