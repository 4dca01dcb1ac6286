import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';

/** Of the edition of 2023 alone. */
export const QUORUM_TOKEN_SIGN_LIST_TIMEOUTS: CliCommand = {
  path: ['quorum', 'token-sign', 'list-timeouts'],
  spec: { about: 'List how long quorum tokens last, in seconds' },
  needsLogIn: false,
  isIn: ({ hasTimeouts }) => hasTimeouts,
  async run(_values, shell) {
    const answers = await askEach(shell, () => ({ op: 'getTimeouts' }) as const);
    const timeouts = answers.map(({ reply }) => reply.timeouts);
    return {
      generated: agreed(timeouts.map(({ generated }) => generated)),
      approved: agreed(timeouts.map(({ approved }) => approved)),
    };
  },
};

function agreed([first = 0, ...others]: readonly number[]): number | 'inconsistent' {
  return others.every((value) => value === first) ? first : 'inconsistent';
}
