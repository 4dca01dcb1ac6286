import { defineConfig } from 'vitest/config';

/** The tests that call the compiler, for `npm run types`: they need no program that is built. */
export default defineConfig({
  test: {
    include: ['test/types/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
