import { FLAVOUR_NAMES } from '../../../hsm/flavours.ts';
import type { OptionDefinition } from '../../command.ts';

/**
 * Options that several commands of `mofn hsm` have. Read at every start, so nothing heavy in here.
 */

/** Which cluster: of every command but those that make one. */
export const HSM_OPTION = {
  hsm: { describe: 'folder of the cluster; MOFN_HSM names it where this is missing' },
} as const satisfies Record<string, OptionDefinition>;

/** What a new cluster is to be. */
export const NEW_CLUSTER_OPTIONS = {
  from: { describe: 'seed file, YAML or JSON, that says what the cluster is (docs/emulator.md)' },
  servers: { describe: "the vendor's configuration file, whose servers to have" },
  officers: {
    type: 'number',
    describe:
      'activate it, with so many officers: officer1, officer2 …; every password is "password"',
  },
  flavour: {
    describe: 'edition of the console',
    choices: FLAVOUR_NAMES,
  },
  seed: {
    describe:
      'make tokens the same in every run: for tests only, since two clusters of one seed take each other’s approvals',
  },
  clock: { describe: 'let the clock stand at this time, as 2026-01-01T12:00:00Z' },
} as const satisfies Record<string, OptionDefinition>;
