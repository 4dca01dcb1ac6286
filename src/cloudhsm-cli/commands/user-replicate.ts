import { type CliCommand, refuse } from '../command.ts';
import type { OptionSpec } from '../grammar/command-spec.ts';
import { ROLE, USERNAME } from '../options.ts';

const SOURCE: OptionSpec = {
  name: 'source-cluster-id',
  value: 'SOURCE_CLUSTER_ID',
  describe: 'The cluster that has the user',
  required: true,
};

const DESTINATION: OptionSpec = {
  name: 'destination-cluster-id',
  value: 'DESTINATION_CLUSTER_ID',
  describe: 'The cluster that is to have the user, too',
  required: true,
};

/** The tool knows it; here there is one cluster, so that it says so and does nothing. */
export const USER_REPLICATE: CliCommand = {
  path: ['user', 'replicate'],
  spec: {
    about: 'Copy a user to another cluster; not offered here, where there is one',
    options: [USERNAME, ROLE, SOURCE, DESTINATION],
  },
  needsLogIn: false,
  isIn: ({ hasReplicate }) => hasReplicate,
  run: (_values, shell) => refuse(shell, { code: 'one-cluster' }),
};
