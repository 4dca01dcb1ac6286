import { expect, it } from 'vitest';
import { isPae } from '../../src/token/pae.ts';

it.each([
  ['DSSEv1 4 text 2 hi', true],
  ['DSSEv1 ', true],
  ['DSSEv1', false],
  ['DSSEv1\t4', false],
  ['DSSEv2 4 text 2 hi', false],
  ['dSSEv1 4 text 2 hi', false],
  [' DSSEv1 4 text 2 hi', false],
  ['', false],
])('what begins as the signed bytes of an envelope is told: %j', (text, is) => {
  expect(isPae(Buffer.from(text))).toBe(is);
});
