import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-command-line.ts'],
    reporters: ['default', './test/support/skip-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
