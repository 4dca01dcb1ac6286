import { defineCommand, JSON_OPTION, stdinOnce } from '../../../command.ts';

export const ceremonyLint = defineCommand({
  path: 'ceremony lint',
  summary: 'tell what is wrong in the script of a ceremony: where, and what to do about it',
  description:
    'Reads each script with the policy that it names: who takes part, and what is done step by step. Each finding has its line and column, and a code that docs/ceremony-lint.md explains. Exit code 1 where there is an error.',
  positionals: [
    {
      name: 'scripts',
      describe: 'scripts; - is standard input',
      completes: 'script',
      required: true,
      variadic: true,
    },
  ],
  options: { ...JSON_OPTION },
  refusals: [stdinOnce('scripts')],
  examples: [{ command: 'mofn ceremony lint ceremony.toml', describe: 'before it is printed' }],
});
