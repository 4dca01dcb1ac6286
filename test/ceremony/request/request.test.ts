import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addSignature } from '../../../src/ceremony/dsse/add-signature.ts';
import { writeEnvelope } from '../../../src/ceremony/dsse/write-envelope.ts';
import { readDraft, writeDraft } from '../../../src/ceremony/request/draft.ts';
import { judgeRequest } from '../../../src/ceremony/request/judge-request.ts';
import {
  holdersOfRoster,
  judgeRequestSignatures,
} from '../../../src/ceremony/request/judge-signatures.ts';
import { bindDraft, makeTerms } from '../../../src/ceremony/request/make-request.ts';
import type { BoundRequest } from '../../../src/ceremony/request/request.ts';
import {
  makeStatement,
  readRequest,
  STATEMENT_PAYLOAD_TYPE,
} from '../../../src/ceremony/request/statement.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { readTokenFile } from '../../../src/token/token-file.ts';
import { failureOf } from '../../support/failure-of.ts';
import { changeAt } from '../../support/request-file.ts';
import { makeOfficer, makeToken, rosterOf } from '../ceremony.ts';

const MADE = 1_795_939_200;
const token = readTokenFile(makeToken(), nodeCrypto);
const subject = { name: 'officer1.token', digest: token.digest };
const given = {
  operation: 'createUser CU bob',
  requester: 'Officer1',
  service: 3,
  reason: 'Bob joins the payments team',
  ticket: 'CHG-1042',
  made: MADE,
  expires: MADE + 600,
  policy: 'ab'.repeat(32),
};
const request: BoundRequest = { ...makeTerms(given), token: subject };

/** What the wire format says, written down by hand. */
const STATEMENT = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'officer1.token', digest: { sha256: token.digest } }],
  predicateType: 'urn:mofn:request:v1',
  predicate: {
    operation: {
      name: 'createUser',
      arguments: { type: 'CU', user: 'bob' },
      classic: 'createUser CU bob',
      sdk5: 'user create --role crypto-user --username bob',
    },
    requester: 'officer1',
    service: { number: 3, name: 'USER_MGMT' },
    reason: 'Bob joins the payments team',
    ticket: 'CHG-1042',
    made: '2026-11-29T08:00:00Z',
    expires: '2026-11-29T08:10:00Z',
    policy: { digest: { sha256: 'ab'.repeat(32) } },
  },
};

function enclose(statement: unknown, payloadType = STATEMENT_PAYLOAD_TYPE): Uint8Array {
  const text = typeof statement === 'string' ? statement : JSON.stringify(statement);
  return writeEnvelope({ payloadType, payload: Buffer.from(text), signatures: [] });
}

describe('a request', () => {
  it('is written as its format says, and read again as the same', () => {
    const payload = makeStatement(request);
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(STATEMENT);
    const file = writeEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload, signatures: [] });
    const read = readRequest(file);
    expect(read.request).toEqual(request);
    expect(read.payload).toEqual(payload);
    expect(Buffer.from(read.signedBytes).toString()).toBe(
      `DSSEv1 28 application/vnd.in-toto+json ${payload.length} ${Buffer.from(payload)}`,
    );
  });

  it('leaves out what has no value', () => {
    const { reason: _r, ticket: _t, expires: _e, policy: _p, ...least } = STATEMENT.predicate;
    const read = readRequest(enclose({ ...STATEMENT, predicate: least })).request;
    const none = { reason: undefined, ticket: undefined, expires: undefined, policy: undefined };
    expect(read).toEqual({ ...request, ...none });
    expect(JSON.parse(Buffer.from(makeStatement(read)).toString()).predicate).toEqual(least);
  });

  it('writes characters that are not shown so that a terminal does nothing with them', () => {
    const reason = 'a\u202eb\u001b[2J\u200d';
    const payload = makeStatement({ ...request, reason });
    expect(Buffer.from(payload).toString()).toMatch(/^[ -~]*$/);
    expect(readRequest(enclose(Buffer.from(payload).toString())).request.reason).toBe(reason);
  });

  it.each<[string, unknown, string]>([
    ['_type', 'https://in-toto.io/Statement/v0.1', 'Statement, version 1'],
    ['predicateType', undefined, '"predicateType" of the request is missing'],
    ['predicateType', 'https://slsa.dev/provenance/v1', 'it is a Statement of'],
    ['more', 1, '"more" of the request is none'],
    ['subject', [], 'no list of one'],
    ['subject', STATEMENT.subject[0], 'no list of one'],
    ['subject', [...STATEMENT.subject, ...STATEMENT.subject], 'no list of one'],
    ['subject.0.name', '', '"subject[0].name" of the request is empty'],
    ['subject.0.uri', 'x', '"subject[0].uri" of the request is none'],
    ['subject.0.digest.sha256', token.digest.toUpperCase(), '64 hexadecimal digits'],
    ['subject.0.digest.sha256', token.digest.slice(1), '64 hexadecimal digits'],
    [
      'subject.0.digest.sha512',
      'ab'.repeat(64),
      '"subject[0].digest.sha512" of the request is none',
    ],
    ['subject.0.digest', { sha1: 'ab'.repeat(20) }, 'is none'],
    ['subject.0.digest', {}, '"subject[0].digest.sha256" of the request is missing'],
    ['predicate', [], 'no object'],
    ['predicate.note', 'and more', '"predicate.note" of the request is none'],
    ['predicate.operation.name', 'dropAll', 'no operation'],
    ['predicate.operation.name', 'toString', 'no operation'],
    ['predicate.operation.name', 'deleteUser', 'not what name and arguments say'],
    ['predicate.operation.arguments.user', 'eve', '"predicate.operation.classic"'],
    ['predicate.operation.arguments.user', 'Bob', 'are not what'],
    ['predicate.operation.arguments.user', 'bob eve', 'are not what'],
    ['predicate.operation.arguments.password', 'x', 'is none'],
    ['predicate.operation.classic', 'createUser CU bob secret', 'not what name and arguments say'],
    ['predicate.operation.classic', undefined, 'not what name and arguments say'],
    ['predicate.operation.sdk5', 1, 'not what name and arguments say'],
    ['predicate.operation.more', '', 'is none'],
    ['predicate.requester', 'Officer1', 'user name in small letters'],
    ['predicate.service.number', 99, 'number of no service'],
    ['predicate.service.number', 3.5, 'number of no service'],
    ['predicate.service.number', '3', 'no number'],
    ['predicate.service.name', 'MISC_CO', 'name of that service'],
    ['predicate.reason', '', 'is empty'],
    ['predicate.reason', ' \n', 'is empty'],
    ['predicate.reason', null, 'no text'],
    ['predicate.reason', 'x'.repeat(1025), 'too long'],
    ['predicate.reason', '\udc00', 'half of a character'],
    ['predicate.made', undefined, 'missing'],
    ['predicate.made', '2026-11-29T08:00:00', 'no time'],
    ['predicate.made', '2026-11-29T08:00:00+00:00', 'no time'],
    ['predicate.made', '2026-02-30T08:00:00Z', 'no time'],
    ['predicate.made', '2026-11-29T24:00:00Z', 'no time'],
    ['predicate.made', '2026-11-29', 'no time'],
    ['predicate.made', 1_795_939_200, 'no text'],
    ['predicate.expires', '2026-11-29T08:00:00.5Z', 'no time'],
    ['predicate.policy', 'ab'.repeat(32), 'no object'],
    ['predicate.policy.digest.sha256', 'AB'.repeat(32), '64 hexadecimal digits'],
  ])('is refused with %s being %j', (path, value, told) => {
    expect(
      failureOf(() => readRequest(enclose(changeAt(STATEMENT, path, value)))).message,
    ).toContain(told);
  });

  it('is refused where a program could read another one', () => {
    const twice = JSON.stringify(STATEMENT).replace('{', '{"predicate":{},');
    expect(failureOf(() => readRequest(enclose(twice))).message).toContain('second member');
  });

  it('is refused in an envelope of another type', () => {
    for (const type of ['application/json', 'application/vnd.in-toto+JSON', 'text/plain']) {
      const told = failureOf(() => readRequest(enclose(STATEMENT, type))).message;
      expect(told).toContain(`the envelope is around "${type}"`);
    }
  });
});

describe('making', () => {
  it.each([
    'createUser CU hunter2!',
    'createUser CO Passw0rd! ada',
    'user change-password --username ada --role admin --passwrd hunter2!',
    'user change-password --username ada --role admin --new-password=hunter2!',
    'user change-mfa token-sign --username ada --role admin --change-passwd hunter2!',
    'user create --username ada --role admin --passwrd Passw0rd!',
    'user create --username ada --role admin hunter2!',
    "user delete --username 'ada hunter2!' --role admin",
  ])('tells no word that may be a password: %s', (operation) => {
    const { message, hint } = failureOf(() => makeTerms({ ...given, operation }));
    expect(`${message}${hint}`).not.toMatch(/hunter2|Passw0rd/);
  });

  it.each<[string, object, string]>([
    ['a password', { operation: 'createUser CU bob secret1' }, 'has a password'],
    [
      'a password',
      { operation: 'user create --role admin --username a --password secret1' },
      'password',
    ],
    [
      'another service',
      { service: 4 },
      'does not let "createUser CU bob" through, expected one for 3',
    ],
    ['an unknown service', { service: 9 }, 'no document knows service "9"'],
    ['no operation', { operation: 'createUsr CU bob' }, 'begins no operation'],
    ['no user name', { requester: 'no name' }, 'no user name'],
    ['an end before its beginning', { expires: MADE }, 'would be expired'],
    ['an empty reason', { reason: ' ' }, 'the reason is empty'],
    ['a long ticket', { ticket: 'x'.repeat(2000) }, '1024 characters at most'],
    ['a blank value', { operation: "crypto sign --key-filter ' '", service: 5 }, 'that is blank'],
    [
      'what cannot be typed',
      { operation: 'cluster mtls register-trust-anchor --path a\u202eb', service: 7 },
      'cannot be typed',
    ],
  ])('refuses %s', (_, other, told) => {
    const { message, hint } = failureOf(() => makeTerms({ ...given, ...other }));
    expect(message).toContain(told);
    expect(`${message}${hint}`).not.toContain('secret1');
  });
});

describe('a draft', () => {
  const terms = makeTerms(given);

  it('becomes a request when it is bound to a token of its user and service', () => {
    expect(readDraft(writeDraft(terms))).toEqual(terms);
    const bound = bindDraft(terms, subject, token.records, MADE + 60);
    expect(bound).toEqual({ ...request, made: MADE + 60 });
  });

  it('is no request, and no request is a draft', () => {
    expect(failureOf(() => readRequest(writeDraft(terms))).message).toContain('it is a draft');
    expect(failureOf(() => readDraft(enclose(STATEMENT))).message).toContain('a request already');
    expect(failureOf(() => readDraft(Buffer.from('{"a":1}'))).message).toContain('no draft');
    expect(failureOf(() => readDraft(Buffer.from('hello'))).message).toContain('no sound JSON');
  });

  it('is not bound to a token of another, or after its time', () => {
    const bind = (choice: object, now = MADE): string =>
      failureOf(() =>
        bindDraft(terms, subject, readTokenFile(makeToken(choice), nodeCrypto).records, now),
      ).message;
    expect(bind({ user: 'officer2' })).toContain('the token is of "officer2"');
    expect(bind({ service: 4 })).toContain('the token is for 4 (MISC_CO)');
    expect(bind({}, MADE + 601)).toContain('would be expired');
    const mixed = Buffer.concat([makeToken(), makeToken({ user: 'officer2' })]);
    const { records } = readTokenFile(mixed, nodeCrypto);
    expect(failureOf(() => bindDraft(terms, subject, records, MADE)).message).toContain(
      'not of one user',
    );
  });
});

describe('judging a request', () => {
  const codes = (other: Partial<BoundRequest>, options: object = {}): readonly string[] =>
    judgeRequest({ ...request, ...other }, { now: MADE, ...options }).map(({ code }) => code);

  it('finds nothing wrong with a good one', () => {
    expect(codes({}, { token, policy: given.policy })).toEqual([]);
  });

  it('says everything that is wrong', () => {
    const other = readTokenFile(makeToken({ nonce: 9, user: 'OFFICER2', service: 4 }), nodeCrypto);
    expect(codes({}, { token: other })).toEqual([
      'other-token',
      'other-requester',
      'other-service',
    ]);
    expect(codes({}, { now: MADE + 600 })).toEqual([]);
    expect(codes({}, { now: MADE + 601 })).toEqual(['expired']);
    expect(codes({}, { now: MADE - 60 })).toEqual([]);
    expect(codes({}, { now: MADE - 61 })).toEqual(['from-the-future']);
    expect(codes({ service: 4 })).toEqual(['not-covered']);
  });

  it('looks at every record of a token', () => {
    const bytes = Buffer.concat([makeToken(), makeToken({ user: 'officer2', service: 4 })]);
    const mixed = readTokenFile(bytes, nodeCrypto);
    const bound = { token: { name: 't', digest: mixed.digest } };
    expect(codes(bound, { token: mixed })).toEqual(['other-requester', 'other-service']);
  });

  it('takes no other policy, and none at all only where nobody asks', () => {
    expect(codes({}, { policy: 'cd'.repeat(32) })).toEqual(['other-policy']);
    expect(codes({}, { policy: null })).toEqual(['other-policy']);
    expect(codes({ policy: undefined }, { policy: null })).toEqual([]);
    expect(codes({ policy: undefined }, { policy: 'cd'.repeat(32) })).toEqual([]);
  });
});

it('what is signed of a request is no token, however long it is', () => {
  for (let more = 1; more <= 80; more++) {
    const payload = makeStatement({ ...request, reason: 'x'.repeat(more) });
    const { signedBytes } = readRequest(enclose(Buffer.from(payload).toString()));
    expect(signedBytes).not.toContain(0);
    expect(failureOf(() => readTokenFile(signedBytes, nodeCrypto)).kind).toBe('file');
  }
});

describe('signatures of a request', () => {
  const [ada, grace, eve] = ['officer1', 'officer2', 'officer3'].map((name) => makeOfficer(name));
  if (!ada || !grace || !eve) throw new Error('three officers');
  const bare = enclose(STATEMENT);
  const { signedBytes } = readRequest(bare);
  const signatureOf = (officer: typeof ada, message = signedBytes) =>
    sign('sha256', message, officer.privateKey);
  const judge = (file: Uint8Array, ...officers: readonly (typeof ada)[]) =>
    judgeRequestSignatures(readRequest(file), holdersOfRoster(rosterOf(...officers)), nodeCrypto);

  it('are known by the keys at hand, whatever the envelope says', () => {
    let file = addSignature(bare, { keyId: 'officer2', signature: signatureOf(ada) });
    file = addSignature(file, { keyId: '', signature: signatureOf(eve) });
    expect(judge(file, ada, grace)).toEqual([
      { state: 'right', keyId: 'officer2', names: ['officer1'] },
      { state: 'unknown', keyId: '' },
    ]);
    expect(judge(bare, ada)).toEqual([]);
  });

  it('are none where they are over the payload, or over another type of it', () => {
    for (const message of [
      readRequest(bare).payload,
      Buffer.concat([Buffer.from('DSSEv1 4 none '), signedBytes]),
    ]) {
      const file = addSignature(bare, { keyId: '', signature: signatureOf(ada, message) });
      expect(judge(file, ada)).toEqual([{ state: 'unknown', keyId: '' }]);
    }
  });

  it('count once for each key', () => {
    const sig = signatureOf(ada).toString('base64');
    const twice = JSON.parse(Buffer.from(bare).toString());
    twice.signatures = [
      { keyid: 'a', sig },
      { keyid: 'b', sig },
    ];
    expect(judge(Buffer.from(JSON.stringify(twice)), ada, grace)).toMatchObject([
      { state: 'right', names: ['officer1'] },
      { state: 'repeated', names: ['officer1'] },
    ]);
  });

  it('by a key of two officers tell both', () => {
    const file = addSignature(bare, { keyId: '', signature: signatureOf(ada) });
    expect(judge(file, ada, { ...ada, name: 'officer9' })).toMatchObject([
      { state: 'right', names: ['officer1', 'officer9'] },
    ]);
  });

  it('by a key that no HSM has count for nobody', () => {
    const small = makeOfficer('small', 1024);
    const file = addSignature(bare, { keyId: '', signature: signatureOf(small) });
    expect(judge(file, small)).toMatchObject([{ state: 'unknown' }]);
  });
});
