import { expect, it } from 'vitest';
import {
  describeLoggedOperation,
  describeRequestOutcome,
  showActor,
} from '../../src/words/audit.ts';
import { makeRequest } from '../audit/judge/written-logs.ts';

it('says of a request for what no log has neither that it was carried out nor that it was not', () => {
  const describe = (what: string): string => {
    const terms = { requester: 'user1', made: 0, expires: undefined, token: 'a' };
    const file = makeRequest({ what, ...terms });
    return describeRequestOutcome({ ...file, operations: [], outside: [], approval: undefined });
  };
  expect(describe('cluster mtls deregister-trust-anchor --certificate-reference 0x01')).toBe(
    'for something that no log tells of',
  );
  expect(describe('setMValue 3 2')).toBe('never carried out');
});

it('shows names of logs so that none passes for another, or for words of ours', () => {
  expect(showActor('officer1')).toBe('officer1');
  expect(showActor(undefined)).toBe('somebody');
  expect(showActor('')).toBe('""');
  expect(showActor('officer1 \u202e')).toBe(String.raw`"officer1 \\u202e"`);
  expect(showActor('x'.repeat(5000))).toHaveLength(67);
  expect(describeLoggedOperation({ kind: 'set-m-value', service: 3, m: 2 })).toBe('setMValue 3 2');
});
