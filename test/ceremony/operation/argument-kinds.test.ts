import { expect, it } from 'vitest';
import { readArgument, writeArgument } from '../../../src/ceremony/operation/argument-kinds.ts';

/** Kind, the word of each console, and the value. */
const WORDS = [
  ['user-type', 'CO', 'admin', 'CO'],
  ['user-type', 'CU', 'crypto-user', 'CU'],
  ['user-name', 'ada_1', 'ada_1', 'ada_1'],
  ['service', '3', 'user', 'userManagement'],
  ['service', '4', 'quorum', 'miscCo'],
  ['service', '7', 'cluster', 'clusterManagement'],
  ['m', '1', '1', '1'],
  ['m', '20', '20', '20'],
  ['m', '999', '999', '999'],
  ['level', 'none', 'none', 'none'],
  ['level', 'cluster', 'cluster', 'cluster'],
  ['text', 'root.pem', 'root.pem', 'root.pem'],
  ['text', 'x'.repeat(1024), 'x'.repeat(1024), 'x'.repeat(1024)],
] as const;

it.each(WORDS)('reads and writes a %s: %s, %s', (kind, classic, sdk5, value) => {
  expect(readArgument(kind, classic, 'classic')).toBe(value);
  expect(readArgument(kind, sdk5, 'sdk5')).toBe(value);
  expect(writeArgument(kind, value, 'classic')).toBe(classic);
  expect(writeArgument(kind, value, 'sdk5')).toBe(sdk5);
});

it.each([
  ['user-type', ['', 'co', 'PCO', 'toString', 'boss']],
  ['user-name', ['', 'a-b', 'x'.repeat(32)]],
  // A backup is no matter of M values.
  ['service', ['', '0', '2', '5', '9', 'undefined', 'USER_MGMT', 'user-management']],
  ['m', ['', '0', '01', '-1', 'x1', '1x', '1.5', '1000']],
  ['level', ['', 'clusters', 'NONE']],
  ['text', ['', 'x'.repeat(1025)]],
] as const)('takes for no %s: %j', (kind, words) => {
  for (const word of words) {
    expect(readArgument(kind, word, 'classic')).toBeUndefined();
    expect(readArgument(kind, word, 'sdk5')).toBeUndefined();
  }
});

it('takes the words of the other console for none', () => {
  expect(readArgument('user-type', 'admin', 'classic')).toBeUndefined();
  expect(readArgument('user-type', 'CO', 'sdk5')).toBeUndefined();
  expect(readArgument('service', 'user', 'classic')).toBeUndefined();
  expect(readArgument('service', '3', 'sdk5')).toBeUndefined();
});

it.each([
  ['user-type', '*'],
  ['service', '*'],
] as const)('writes a pattern of a %s as it is', (kind, value) => {
  expect(writeArgument(kind, value, 'classic')).toBe(value);
  expect(writeArgument(kind, value, 'sdk5')).toBe(value);
});

it('writes a service that only the classic console has by its code for the other', () => {
  expect(writeArgument('service', 'cloning', 'classic')).toBe('2');
  expect(writeArgument('service', 'cloning', 'sdk5')).toBe('cloning');
});
