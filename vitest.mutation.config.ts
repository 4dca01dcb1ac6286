import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The tests that the mutants of a room meet: scripts/mutate.mjs says which. */
export default mergeConfig(
  // Mutants meet the tests in threads, which have no options of their own.
  { ...base, test: { ...base.test, include: [], reporters: [], execArgv: [] } },
  defineConfig({
    test: {
      include: (process.env['MOFN_MUTATION_TESTS'] ?? '').split(','),
      setupFiles: ['scripts/mutation/load-room.mjs'],
      reporters: ['dot'],
    },
  }),
);
