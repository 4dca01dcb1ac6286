/** Which member of a request or a draft is wrong, and why: what a program that makes them has to go by. */
import { describe, expect, it } from 'vitest';
import { readDraft } from '../../../src/ceremony/request/draft.ts';
import { isWritable } from '../../../src/ceremony/request/predicate.ts';
import { readRequest } from '../../../src/ceremony/request/statement.ts';
import { changeAt, requestFileOf, requestStatement } from '../../support/request-file.ts';

/** With every member that a request can have. */
const WHOLE = requestStatement(Buffer.from('a token'), {
  expires: '2026-11-29T08:00:00Z',
  policy: 'ab'.repeat(32),
  key: '0x0000000000680006',
  data: { digest: { sha256: 'cd'.repeat(32) }, bytes: 17 },
});

const wrong = (member: string, problem: string) =>
  expect.objectContaining({ code: 'request-member', values: { member, problem } });

const read = (statement: unknown) => readRequest(Buffer.from(requestFileOf(statement)));

describe('readRequest', () => {
  it('reads one with every member', () => {
    expect(read(WHOLE).request).toEqual({
      operation: { op: 'createUser', arguments: { type: 'CU', user: 'bob' } },
      requester: 'officer1',
      service: 3,
      reason: 'joins payments',
      ticket: undefined,
      made: 1_700_000_000,
      expires: 1_795_939_200,
      policy: 'ab'.repeat(32),
      key: '0x0000000000680006',
      data: { digest: 'cd'.repeat(32), bytes: 17 },
      token: {
        name: 'officer1.token',
        // SHA-256 of "a token".
        digest: 'e3316e2bafebb6103a3418e8778c0adc960d40213a03a7e7f4fcd3426ed807bf',
      },
    });
  });

  it.each<[string, unknown, string, string]>([
    ['_type', 'https://in-toto.io/Statement/v2', '_type', 'statement-type'],
    ['more', 1, 'more', 'unknown'],
    ['subject', undefined, 'subject', 'missing'],
    ['subject', {}, 'subject', 'one-item'],
    ['subject.0', 1, 'subject[0]', 'object'],
    ['subject.0.digest', undefined, 'subject[0].digest', 'missing'],
    ['predicate', undefined, 'predicate', 'missing'],
    ['predicate.note', 1, 'predicate.note', 'unknown'],
    ['predicate.requester', 'Officer1', 'predicate.requester', 'user-name'],
    ['predicate.requester', 'no name', 'predicate.requester', 'user-name'],
    ['predicate.service', undefined, 'predicate.service', 'missing'],
    ['predicate.service.number', undefined, 'predicate.service.number', 'missing'],
    ['predicate.service.number', true, 'predicate.service.number', 'number'],
    ['predicate.service.number', [3], 'predicate.service.number', 'number'],
    ['predicate.service.number', 8, 'predicate.service.number', 'service'],
    ['predicate.service.name', 'MISC_CO', 'predicate.service.name', 'service-name'],
    ['predicate.operation', undefined, 'predicate.operation', 'missing'],
    ['predicate.operation.name', 'dropAll', 'predicate.operation.name', 'operation'],
    ['predicate.operation.arguments', [], 'predicate.operation.arguments', 'object'],
    ['predicate.operation.arguments.m', '2', 'predicate.operation.arguments.m', 'unknown'],
    [
      'predicate.operation.arguments.user',
      undefined,
      'predicate.operation.arguments.user',
      'missing',
    ],
    ['predicate.operation.arguments.user', 'Bob', 'predicate.operation.arguments', 'argument'],
    ['predicate.operation.classic', 1, 'predicate.operation.classic', 'words'],
    ['predicate.operation.sdk5', undefined, 'predicate.operation.sdk5', 'words'],
    ['predicate.made', '2023-11-14', 'predicate.made', 'time'],
    ['predicate.policy', {}, 'predicate.policy.digest', 'missing'],
    ['predicate.policy.digest.sha256', 'ab'.repeat(31), 'predicate.policy.digest.sha256', 'digest'],
    ['predicate.key', '0x680006', 'predicate.key', 'key-reference'],
    ['predicate.key', '00x0000000000680006', 'predicate.key', 'key-reference'],
    ['predicate.key', '0x00000000006800060', 'predicate.key', 'key-reference'],
    ['predicate.data', [], 'predicate.data', 'object'],
    ['predicate.data.bytes', undefined, 'predicate.data.bytes', 'missing'],
    ['predicate.data.bytes', true, 'predicate.data.bytes', 'number'],
    ['predicate.data.bytes', '17', 'predicate.data.bytes', 'number'],
    ['predicate.data.bytes', 1.5, 'predicate.data.bytes', 'number'],
    ['predicate.data.bytes', -1, 'predicate.data.bytes', 'number'],
    ['predicate.data.digest', 'cd'.repeat(32), 'predicate.data.digest', 'object'],
  ])('says of %s being %j: %s, %s', (path, value, member, problem) => {
    expect(() => read(changeAt(WHOLE, path, value))).toThrow(wrong(member, problem));
  });

  it('takes no bytes as the data', () => {
    const { data } = read(changeAt(WHOLE, 'predicate.data.bytes', 0)).request;
    expect(data).toEqual({ digest: 'cd'.repeat(32), bytes: 0 });
  });

  it('wants no classic words for what the classic console cannot do, and takes none', () => {
    const statement = changeAt(WHOLE, 'predicate.operation', {
      name: 'deregisterTrustAnchor',
      arguments: { certificate: '0x1' },
      sdk5: 'cluster mtls deregister-trust-anchor --certificate-reference 0x1',
    });
    expect(read(statement).request.operation.op).toBe('deregisterTrustAnchor');
    for (const classic of [1, '', null]) {
      expect(() => read(changeAt(statement, 'predicate.operation.classic', classic))).toThrow(
        wrong('predicate.operation.classic', 'words'),
      );
    }
  });

  it("says of another's Statement what it is about", () => {
    const found = 'https://slsa.dev/provenance/v1';
    expect(() => read(changeAt(WHOLE, 'predicateType', found))).toThrow(
      expect.objectContaining({
        code: 'request-predicate-type',
        values: { found, expected: 'urn:mofn:request:v1' },
      }),
    );
  });
});

describe('readDraft', () => {
  const { predicate } = WHOLE as { readonly predicate: object };
  const DRAFT = { draftType: 'urn:mofn:request-draft:v1', predicate };
  const readJson = (draft: unknown) => readDraft(Buffer.from(JSON.stringify(draft)));

  it('reads what a request says, but for the token', () => {
    const { token: _, ...terms } = read(WHOLE).request;
    expect(readJson(DRAFT)).toEqual(terms);
  });

  it.each<[string, unknown, string, string]>([
    ['more', 1, 'more', 'unknown'],
    ['predicate', undefined, 'predicate', 'missing'],
    ['predicate.note', 1, 'predicate.note', 'unknown'],
    ['predicate.made', 1, 'predicate.made', 'text'],
  ])('says of %s being %j: %s, %s', (path, value, member, problem) => {
    expect(() => readJson(changeAt(DRAFT, path, value))).toThrow(wrong(member, problem));
  });

  it('takes none of another version, though it speaks of this one', () => {
    const other = { ...DRAFT, draftType: 'urn:mofn:request-draft:v2' };
    const draft = changeAt(other, 'predicate.reason', DRAFT.draftType);
    expect(() => readJson(draft)).toThrow(expect.objectContaining({ code: 'request-no-draft' }));
  });
});

it('nothing is written of an operation that no console has', () => {
  const unknown = { op: 'dropAll' as 'createUser', arguments: {} };
  expect(isWritable(unknown)).toBe(false);
});
