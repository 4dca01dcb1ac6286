import { expect, it } from 'vitest';
import { readNumber } from '../../src/parser/device/number.ts';

const ALL_BITS = 0xffff_ffff;

// By hand, from what the sibling tool's source does with C's atoi (reference/approval-file.txt).
it.each([
  ['0x09', 9],
  ['0x0a', 10],
  ['0x0f', 15],
  ['0x0F', 15],
  ['0x0g', ALL_BITS],
  ['0x0/', ALL_BITS],
  ['0x0:', ALL_BITS],
  ['0x0@', ALL_BITS],
  ['0x0`', ALL_BITS],
  ['0x19', 0x19],
  // One step more than there are digits.
  [' 0x2', ALL_BITS],
  ['9', 9],
  ['+5', 5],
  ['-1', ALL_BITS],
  ['+-5', 0],
  [' \t\v7x', 7],
  ['4294967298', 2],
  ['9223372036854775806', ALL_BITS - 1],
  ['9223372036854775807', ALL_BITS],
  ['9223372036854775808', ALL_BITS],
  ['-9223372036854775807', 1],
  ['-9223372036854775808', 0],
  ['-9223372036854775809', 0],
  ['', 0],
])('%j is the number %d', (text, number) => {
  expect(readNumber(text as Parameters<typeof readNumber>[0])).toBe(number);
});
