import type { OptionDefinition } from '../../command.ts';

/** Definitions import it, so nothing heavy in here. */
export const KEY_OPTION = {
  hsm: {
    describe:
      'folder of an emulated cluster, which tells the key that a token is for; MOFN_HSM names it where this is missing',
    completes: 'cluster folder',
  },
} as const satisfies Record<string, OptionDefinition>;
