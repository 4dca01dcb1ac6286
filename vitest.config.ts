import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What stands in for a module in all tests. */
const standIn = (name: string): string =>
  fileURLToPath(new URL(`test/support/${name}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^fast-check$/, replacement: standIn('fast-check.ts') },
      { find: /^\.\/password-cost\.ts$/, replacement: standIn('password-cost.ts') },
      { find: /^\.\.\/machine\/keys\/make-pair\.ts$/, replacement: standIn('make-pair.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      // `npm run types` has them: vitest.types.config.ts.
      'test/types/**',
      // `npm run test:long` has them: they drive browsers and shells, build anew, kill and race, and follow pages as a reader would.
      ...(process.env['MOFN_LONG'] === '1' ? [] : ['test/**/*.long.test.ts']),
    ],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/equal-bytes.ts'],
    reporters: ['default', './test/support/skip-reporter.ts'],
    // The cluster that somebody works with in this shell is none of the tests' business.
    env: { MOFN_HSM: '' },
    // Long enough for a loaded machine: it is for what hangs, and says nothing about speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // No test file changes what another sees, so that workers are kept, which takes a third off the run.
    isolate: false,
    // Most tests wait for processes of their own.
    maxWorkers: '100%',
    // A worker keeps what it has loaded: with room for what is young, collections of garbage take a sixteenth less of the run.
    execArgv: ['--max-semi-space-size=64'],
  },
});
