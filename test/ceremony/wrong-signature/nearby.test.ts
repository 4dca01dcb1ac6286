/** What may have been signed of a file near a token, and what is said of it. */
import { expect, it } from 'vitest';
import type { WrongCause } from '../../../src/ceremony/wrong-signature/cause.ts';
import { listNearbyMessages } from '../../../src/ceremony/wrong-signature/nearby.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { decodeTokens } from '../../../src/token/record.ts';
import { mfaFile, quorumFile, registrationFile, sha256 } from '../../support/sdk5-files.ts';
import { makeToken } from '../ceremony.ts';

const TOKEN = makeToken();
const OTHER = makeToken({ nonce: 9 });
const [ONE, TWO] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;

/** Of what a file has: the bytes or the digest, as hex, and why it is wrong; forms of digests left out. */
function listWithout(path: string, bytes: Uint8Array, digest = sha256(TOKEN)) {
  const forms: readonly string[] = ['digest-text', 'hashed-twice'];
  return [...listNearbyMessages({ path, bytes }, digest, nodeCrypto)]
    .filter(({ causes }) => !causes.some(({ code }) => forms.includes(code)))
    .map((message) => [
      'bytes' in message ? 'bytes' : 'digest',
      Buffer.from('bytes' in message ? message.bytes : message.digest).toString('hex'),
      ...message.causes,
    ]);
}

const bytes = (of: Uint8Array, ...causes: readonly WrongCause[]) => [
  'bytes',
  Buffer.from(of).toString('hex'),
  ...causes,
];
const digest = (of: Uint8Array, ...causes: readonly WrongCause[]) => [
  'digest',
  Buffer.from(of).toString('hex'),
  ...causes,
];

const notes = Buffer.from('buy milk');
const json = quorumFile(decodeTokens(TOKEN));
const otherJson = quorumFile(decodeTokens(OTHER));
const login = mfaFile(ONE, TWO);
const registration = registrationFile(notes);

const whole = (path: string) => ({ code: 'json-file', path }) as const;
const entry = (path: string, at: number) =>
  ({ code: 'another-entry', path, entry: `tokens[${at}].unsigned` }) as const;

it.each([
  [
    'a file that is to be signed by nobody',
    'n',
    notes,
    [bytes(notes, { code: 'another-file', path: 'n' })],
  ],
  ['another token', 'o', OTHER, [bytes(OTHER, { code: 'another-token', path: 'o' })]],
  ['the token', 't', TOKEN, []],
  ['the token in JSON', 'j', json, [bytes(json, whole('j'))]],
  [
    'another token in JSON',
    'j',
    otherJson,
    [
      bytes(OTHER, { code: 'another-token', path: 'j' }),
      bytes(otherJson, { code: 'another-token', path: 'j' }, whole('j')),
    ],
  ],
  [
    'a log-in',
    'l',
    login,
    [
      digest(ONE, entry('l', 0)),
      digest(TWO, entry('l', 1)),
      bytes(login, { code: 'another-file', path: 'l' }),
    ],
  ],
  [
    'a registration',
    'r',
    registration,
    [bytes(notes, entry('r', 0)), bytes(registration, { code: 'another-file', path: 'r' })],
  ],
])('%s', (_what, path, file, messages) => {
  expect(listWithout(path, file)).toEqual(messages);
});

it('a log-in of which one digest was to be signed', () => {
  expect(listWithout('l', login, TWO)).toEqual([
    digest(ONE, entry('l', 0)),
    bytes(login, whole('l')),
  ]);
});

it('digests of another token, under its name', () => {
  const causes = { code: 'another-token', path: 'a/o.token' } as const;
  const found = [...listNearbyMessages({ path: 'a/o.token', bytes: OTHER }, ONE, nodeCrypto)];
  expect(found).toContainEqual({
    bytes: new Uint8Array(sha256(OTHER)),
    causes: [causes, { code: 'hashed-twice' }],
  });
  expect(found).toContainEqual({
    bytes: new TextEncoder().encode(`${sha256(OTHER).toString('hex')}  o.token\n`),
    causes: [causes, { code: 'digest-text' }],
  });
});
