import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmClock = defineCommand({
  path: 'hsm clock',
  summary: "show or set a cluster's clock",
  description:
    'Without a word it shows the time. Consoles that are open go by it at once.\n\n' +
    'set TIME       let it stand at a time\n' +
    'advance TIME   put it forward, as 94s, 10m, 1h, 3d; it stands on if it stood\n' +
    'back TIME      put it back\n' +
    "real           let it run as the machine's does",
  positionals: [
    { name: 'action', describe: 'set, advance, back or real', completes: 'clock action' },
    {
      name: 'time',
      describe: 'a time, as 2026-01-01T12:00:00Z, or a stretch of time, as 94s',
      completes: 'time',
    },
  ],
  options: { ...HSM_OPTION, ...JSON_OPTION },
  examples: [
    { command: 'mofn hsm clock', describe: 'what time it is there' },
    { command: 'mofn hsm clock set 2026-01-01T12:00:00Z', describe: 'and there it stands' },
    { command: 'mofn hsm clock advance 94s', describe: 'a token of 600 s has 506 s left' },
  ],
});
