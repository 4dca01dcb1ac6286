import { describe, expect, it } from 'vitest';
import { parseOperation, parsePattern } from '../../../src/ceremony/operation/parse-operation.ts';

it.each([
  ['crypto sign -- --key-filter attr.label=k --data A', 'crypto sign'],
  ['crypto sign ecdsa -- --key-filter attr.label=k --data A', 'crypto sign'],
  ['key share --filter attr.label=k -- --username bob', 'key share'],
  ['user create --username bob --role admin -- rainbow7', 'user create'],
])('refuses what ends the options in: %s', (text, command) => {
  const problem = { code: 'extra', command, word: '--' };
  expect(parseOperation(text)).toEqual({ problem });
  expect(parsePattern(text)).toEqual({ problem });
});
