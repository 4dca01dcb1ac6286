import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmDoctor = defineCommand({
  path: 'hsm doctor',
  summary: 'what is wrong with a cluster, and what may lock its officers out',
  description:
    'Looks at every server, and changes nothing. Each finding says what it means, what happens at the worst, and what to type. Errors (damage, servers out of step, nobody can approve) end it with exit 1; advice only with --strict. docs/emulator.md has all findings.',
  positionals: [],
  options: {
    ...HSM_OPTION,
    dump: {
      describe: "look at what 'mofn hsm dump' wrote instead; - is standard input",
      completes: 'dump',
    },
    strict: { type: 'boolean', describe: 'exit 1 for advice too' },
    ...JSON_OPTION,
  },
  refusals: [
    {
      given: ['hsm', 'dump'],
      message: '--hsm and --dump both say what to look at',
      hint: 'use one of the two',
    },
  ],
  examples: [
    { command: 'mofn hsm doctor --hsm cluster', describe: 'before it is relied on' },
    {
      command: 'mofn hsm dump --out before.json && mofn hsm doctor --dump before.json --json',
      describe: 'of a dump, for a program',
    },
  ],
});
