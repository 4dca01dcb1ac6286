import { FLAVOUR_NAMES } from '../../../hsm/flavours.ts';
import { HSM_TYPES } from '../../../hsm/hsm-types.ts';
import { SDK5_CHOICES } from '../../../hsm/sdk5-edition.ts';
import type { OptionDefinition } from '../../command.ts';

/**
 * Options that several commands of `mofn hsm` have. Definitions import them, so nothing heavy in here.
 */

/** Which cluster: of every command but those that make one. */
export const HSM_OPTION = {
  hsm: {
    describe: 'folder of the cluster; MOFN_HSM names it where this is missing',
    completes: 'cluster folder',
  },
} as const satisfies Record<string, OptionDefinition>;

/** What a new cluster is to be. */
export const NEW_CLUSTER_OPTIONS = {
  from: {
    describe: 'seed file, YAML or JSON, that says what the cluster is (docs/emulator.md)',
    completes: 'seed',
  },
  servers: {
    describe: "the vendor's configuration file, whose servers to have",
    completes: 'configuration',
  },
  officers: {
    type: 'number',
    describe:
      'activate it, with so many officers: officer1, officer2 …; every password is "password"',
  },
  flavour: {
    describe: 'edition of cloudhsm_mgmt_util',
    choices: FLAVOUR_NAMES,
  },
  type: {
    describe: 'kind of HSM: hsm1 (if missing) serves both consoles, hsm2m only cloudhsm-cli',
    choices: HSM_TYPES,
  },
  edition: {
    describe: 'edition of cloudhsm-cli, by the year of its guide; 2026 if missing',
    choices: SDK5_CHOICES.edition,
  },
  'token-path': {
    describe: 'what cloudhsm-cli calls the path of a token file; path if missing',
    choices: SDK5_CHOICES.tokenPath,
  },
  'value-set': {
    describe: 'how cloudhsm-cli writes "Set quorum value successful"; small if missing',
    choices: SDK5_CHOICES.valueSet,
  },
  numbers: {
    describe: 'how cloudhsm-cli lists numbers of a token: 2 or {"value": 2}; plain if missing',
    choices: SDK5_CHOICES.numbers,
  },
  'key-quorum': {
    describe:
      'which quorum values of a key cloudhsm-cli takes; both-above-1 (or neither) if missing',
    choices: SDK5_CHOICES.keyQuorum,
  },
  seed: {
    describe:
      'make tokens the same in every run: for tests only, since two clusters of one seed take each other’s approvals',
    completes: 'text',
  },
  clock: {
    describe: 'let the clock stand at this time, as 2026-01-01T12:00:00Z',
    completes: 'time',
  },
} as const satisfies Record<string, OptionDefinition>;
