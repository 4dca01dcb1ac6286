import {
  advanceClock,
  type ClusterClock,
  parseDuration,
  parseTime,
  REAL_CLOCK,
  readClock,
} from '../../../../hsm/cluster/clock.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { suggest } from '../../../output/suggest.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { HsmClockAnswer } from './answer.ts';
import type { hsmClock } from './definition.ts';

export { hsmClock as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmClock>, context: Context) {
  const change = readChange(args.action, args.time);
  const cluster = openContextCluster(args.hsm, context);
  const { clock } =
    change === undefined
      ? cluster.readSettings()
      : cluster.changeSettings((settings) => ({ ...settings, clock: change(settings.clock) }));
  const now = new Date(readClock(clock, context.now())).toISOString();
  if (args.json) {
    const answer: HsmClockAnswer = { schemaVersion: 1, clock: { kind: clock.kind, now } };
    context.stdout.printJson(answer);
  } else {
    context.stdout.printLine(
      `the clock ${clock.kind === 'standing' ? 'stands at' : 'shows'} ${now}`,
    );
  }
  return EXIT_CODES.done.code;
}

const ACTIONS = ['set', 'advance', 'back', 'real'];

const EXAMPLES: Readonly<Record<string, string>> = {
  set: 'set 2026-01-31T09:00:00Z',
  advance: 'advance 94s',
  back: 'back 1h',
};

function readChange(
  action: string | undefined,
  time: string | undefined,
): ((clock: ClusterClock) => ClusterClock) | undefined {
  if (action === undefined) return undefined;
  if (action === 'real' && time === undefined) return () => REAL_CLOCK;
  if (time !== undefined && action === 'set') {
    const at = parseTime(time);
    return () => ({ kind: 'standing', at });
  }
  if (time !== undefined && (action === 'advance' || action === 'back')) {
    const milliseconds = parseDuration(time) * (action === 'back' ? -1 : 1);
    return (clock) => advanceClock(clock, milliseconds);
  }
  const example = EXAMPLES[action];
  if (example !== undefined && time === undefined) {
    throw new CommandFailure('usage', `${action} needs a time`, `as in: mofn hsm clock ${example}`);
  }
  throw new CommandFailure(
    'usage',
    `'${[action, ...(time === undefined ? [] : [time])].join(' ')}' is nothing that a clock can do`,
    `${suggest(action, ACTIONS)}say set TIME, advance 94s, back 1h, or real`,
  );
}
