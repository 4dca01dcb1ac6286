import { defineCommand, JSON_OPTION, stdinOnce } from '../../../command.ts';

export const policyLint = defineCommand({
  path: 'policy lint',
  summary: 'tell what is wrong in policies: where, and what to do about it',
  description:
    'Reads each policy with the keys that it names, and judges it: keys and accounts that two persons share, rules that can never be met, or never apply, or are weaker or stronger than the M of the cluster. Each finding has its line and column, and a code that docs/policy-lint.md explains. Exit code 1 where there is an error.',
  positionals: [
    {
      name: 'files',
      describe: 'policies; - is standard input',
      completes: 'policy',
      required: true,
      variadic: true,
    },
  ],
  options: {
    'm-value': {
      describe: 'M of a service of the cluster, as user-management=2; instead of the policy’s own',
      completes: 'SERVICE=M',
      array: true,
    },
    ...JSON_OPTION,
  },
  refusals: [stdinOnce('files')],
  examples: [
    { command: 'mofn policy lint payment.toml', describe: 'before it is signed' },
    {
      command: 'mofn policy lint payment.toml --m-value user-management=2',
      describe: 'compare it with what getMValue prints',
    },
  ],
});
