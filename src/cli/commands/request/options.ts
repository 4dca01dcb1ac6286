import type { OptionDefinition, PositionalDefinition } from '../../command.ts';

/** Options and positionals that the request commands share. */
export const REQUEST_POSITIONAL = {
  name: 'request',
  describe: 'the request; - is standard input',
  completes: 'request',
  required: true,
} as const satisfies PositionalDefinition;

export const EXPIRES_OPTION = {
  expires: {
    describe: 'when it ends: 10m, 2h, 1d from now, or a time, as 2026-11-29T08:00Z',
    completes: 'time',
  },
} as const satisfies Record<string, OptionDefinition>;

export const OUT_OPTION = {
  out: { describe: 'where to write it; standard output without', completes: 'file', alias: 'o' },
} as const satisfies Record<string, OptionDefinition>;
