import { describe, expect, it } from 'vitest';
import { bindDraft, makeTerms, readOwner } from '../../../src/ceremony/request/make-request.ts';
import type { RequestTerms } from '../../../src/ceremony/request/request.ts';
import type { FailureCode, FailureValues } from '../../../src/failure.ts';
import { decodeTokens, type TokenRecord } from '../../../src/token/record.ts';
import { makeToken, type TokenChoice } from '../ceremony.ts';

const NOW = 1_795_939_200;
const KEY = '0x0000000000680006';
const OTHER_KEY = '0x0000000000680007';

const recordsOf = (...choices: readonly TokenChoice[]): readonly TokenRecord[] =>
  choices.flatMap((choice) => decodeTokens(makeToken(choice)));

const failure = <Code extends FailureCode>(code: Code, values: FailureValues[Code]) =>
  expect.objectContaining({ code, values });

describe('makeTerms', () => {
  const given = {
    operation: 'createUser CU bob',
    requester: 'officer1',
    service: 3,
    reason: undefined,
    ticket: undefined,
    made: NOW,
    expires: undefined,
    policy: undefined,
  };

  it('needs nothing that people may leave out', () => {
    expect(makeTerms(given)).toEqual({
      ...given,
      operation: { op: 'createUser', arguments: { type: 'CU', user: 'bob' } },
    });
  });

  it.each<[string, object, ReturnType<typeof failure>]>([
    ['no user name', { requester: 'a b' }, failure('request-user', { name: 'a b' })],
    [
      'an empty ticket',
      { ticket: '' },
      failure('request-text', { member: 'ticket', problem: 'empty', most: 1024 }),
    ],
    [
      'its own time as its end',
      { expires: NOW },
      failure('request-expired', { expires: NOW, now: NOW }),
    ],
    ['a service of none', { service: 8 }, failure('request-service', { service: '8' })],
    [
      'another service',
      { service: 4 },
      failure('request-not-covered', { operation: 'createUser CU bob', service: 4, expected: 3 }),
    ],
    [
      'a key that the operation does not name',
      { operation: `crypto sign --key-filter key-reference=${KEY}`, service: 5, key: OTHER_KEY },
      failure('request-other-key', { expected: KEY, found: OTHER_KEY }),
    ],
  ])('refuses %s', (_what, other, expected) => {
    expect(() => makeTerms({ ...given, ...other })).toThrow(expected);
  });

  it('takes an end of one second later, and the key that the operation names', () => {
    const operation = `crypto sign --key-filter key-reference=${KEY}`;
    const wishes = { operation, service: 5, key: KEY, expires: NOW + 1 };
    expect(makeTerms({ ...given, ...wishes })).toMatchObject({ key: KEY, expires: NOW + 1 });
  });
});

describe('readOwner', () => {
  it('says whose a token is, and what for', () => {
    const two = recordsOf({ user: 'Officer1' }, { user: 'officer1', nonce: 2 });
    expect(readOwner(two)).toStrictEqual({ requester: 'officer1', service: 3 });
    const ofKey = recordsOf({ service: 5, keyHandle: 0x680006 });
    expect(readOwner(ofKey)).toStrictEqual({ requester: 'officer1', service: 5, key: KEY });
  });

  it('looks at no key where the service is about none', () => {
    const records = recordsOf({ keyHandle: 1 }, { keyHandle: 2 });
    expect(readOwner(records)).toStrictEqual({ requester: 'officer1', service: 3 });
  });

  it.each([
    ['nothing', [], { users: [], services: [], keys: [] }],
    [
      'two users',
      [{ user: 'OFFICER1' }, { user: 'officer2' }],
      { users: ['officer1', 'officer2'], services: [3], keys: [] },
    ],
    [
      'two services',
      [{ service: 3 }, { service: 4 }],
      { users: ['officer1'], services: [3, 4], keys: [] },
    ],
    [
      'two keys',
      [
        { service: 5, keyHandle: 0x680006 },
        { service: 5, keyHandle: 0x680007 },
      ],
      { users: ['officer1'], services: [5], keys: [KEY, OTHER_KEY] },
    ],
  ])('refuses a token of %s', (_what, choices, values) => {
    expect(() => readOwner(recordsOf(...choices))).toThrow(failure('request-mixed-token', values));
  });
});

describe('bindDraft', () => {
  const subject = { name: 'officer1.token', digest: 'ab'.repeat(32) };
  const draft: RequestTerms = {
    operation: {
      op: 'sign',
      arguments: { key: `key-reference=${KEY}`, options: 'rsa-pkcs' },
    },
    requester: 'officer1',
    service: 5,
    reason: 'the release of May',
    ticket: undefined,
    made: NOW - 60,
    expires: NOW + 1,
    policy: undefined,
  };
  const ofKey = recordsOf({ service: 5, keyHandle: 0x680006 });

  it('gives a draft the token, its key and the time', () => {
    expect(bindDraft(draft, subject, ofKey, NOW)).toStrictEqual({
      ...draft,
      key: KEY,
      made: NOW,
      token: subject,
    });
  });

  it('gives it no key where the token is for none, nor an end', () => {
    const operation = { op: 'createUser', arguments: { type: 'CU', user: 'bob' } } as const;
    const other: RequestTerms = { ...draft, operation, service: 3, expires: undefined };
    expect(bindDraft(other, subject, recordsOf({}), NOW)).toStrictEqual({
      ...other,
      made: NOW,
      token: subject,
    });
  });

  it.each<[string, TokenChoice, number, ReturnType<typeof failure>]>([
    [
      'another user',
      { user: 'officer2', service: 5 },
      NOW,
      failure('request-other-user', { expected: 'officer1', found: 'officer2' }),
    ],
    [
      'another service',
      { service: 6 },
      NOW,
      failure('request-other-service', { expected: 5, found: 6 }),
    ],
    [
      'another key',
      { service: 5, keyHandle: 0x680007 },
      NOW,
      failure('request-other-key', { expected: KEY, found: OTHER_KEY }),
    ],
    [
      'its user and service, when its time is over',
      { service: 5, keyHandle: 0x680006 },
      NOW + 1,
      failure('request-expired', { expires: NOW + 1, now: NOW + 1 }),
    ],
  ])('does not bind it to a token of %s', (_what, choice, now, expected) => {
    expect(() => bindDraft(draft, subject, recordsOf(choice), now)).toThrow(expected);
  });
});
