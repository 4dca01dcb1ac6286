import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

import { REASON_SCHEMA } from '../../../src/hsm/store/reason-schema.ts';

const PLACE = { approval: 1, approvals: 2, name: 'officer1' };

describe('a reason that comes back from a disk', () => {
  it.each([
    { code: 'not-logged-in' },
    { code: 'quorum-off', service: 'miscCo' },
    { code: 'approver-unknown', ...PLACE },
    { code: 'signature-wrong', ...PLACE, cause: { code: 'other-key', user: 'officer2' } },
    {
      code: 'signature-wrong',
      ...PLACE,
      cause: { code: 'other-content', user: 'a', content: { code: 'record-alone', token: 7 } },
    },
    { code: 'key-malformed', problem: { code: 'exponent-size', maximumBits: 64 } },
  ])('is taken: %j', (reason) => {
    expect(v.parse(REASON_SCHEMA, reason)).toEqual(reason);
  });

  it.each([
    null,
    undefined,
    'nobody is logged in',
    {},
    { code: 'constructor' },
    { code: 'never-heard-of' },
    { code: 'not-logged-in', more: 1 },
    { code: 'quorum-off' },
    { code: 'quorum-off', service: 'cloning' },
    { code: 'user-exists', user: 'a', userType: 'ROOT' },
    { code: 'approver-unknown', ...PLACE, approval: null },
    { code: 'signature-wrong', ...PLACE, cause: { code: 'other-key' } },
    { code: 'signature-wrong', ...PLACE, cause: { code: 'hashed-twice' } },
    { code: 'key-malformed', problem: 'not-spki' },
  ])('is refused: %j', (reason) => {
    expect(v.is(REASON_SCHEMA, reason)).toBe(false);
  });
});
