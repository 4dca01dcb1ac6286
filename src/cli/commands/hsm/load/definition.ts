import { defineCommand, FORCE_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmLoad = defineCommand({
  path: 'hsm load',
  summary: 'make a cluster of a dump, or put one back to it',
  description:
    'Where the folder is no cluster yet, one is made in it. Where it is one, --force puts it back to what the dump holds; nobody is logged in then.',
  positionals: [
    { name: 'dump', describe: "what 'mofn hsm dump' wrote", completes: 'dump', required: true },
  ],
  options: {
    ...HSM_OPTION,
    force: { ...FORCE_OPTION.force, describe: 'replace what a cluster holds' },
  },
  examples: [
    {
      command: 'mofn hsm dump --out before.json && mofn hsm load before.json --force',
      describe: 'back to how it was',
    },
    {
      command: 'mofn hsm dump | mofn hsm load - --hsm copy',
      describe: 'a second cluster like the first',
    },
  ],
});
