import { expect, it } from 'vitest';

import { describeAge } from '../../src/words/age.ts';

it.each([
  [0, '0 seconds ago'],
  [1, '1 second ago'],
  [94, '1 minute 34 seconds ago'],
  [3600, '1 hour ago'],
  [3605, '1 hour ago'],
  [90_061, '1 day 1 hour ago'],
  [-60, "1 minute in the future: this clock and the HSM's differ"],
])('%i seconds are %j', (seconds, words) => {
  expect(describeAge(seconds)).toBe(words);
});
