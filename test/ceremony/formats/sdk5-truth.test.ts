/**
 * Status and verify tell the truth of files that are mixed of approvals whose worth is known: each is made here,
 * by node:crypto, and it is known what should be said of it.
 */
import { constants, privateEncrypt, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSdk5Set } from '../../../src/ceremony/formats/sdk5.ts';
import { readStatus } from '../../../src/ceremony/status.ts';
import { checkFile } from '../../../src/cli/commands/verify/sdk5/check.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { decodeTokens } from '../../../src/token/record.ts';
import { readSdk5File } from '../../../src/token/sdk5-token.ts';
import { describeCause } from '../../../src/words/causes.ts';
import { mfaFile, quorumFile, sha256, signDigest } from '../../support/sdk5-files.ts';
import { makeOfficer, makeToken, type Officer, rosterOf } from '../ceremony.ts';

const OFFICERS = ['officer1', 'officer2', 'officer3'].map((name) => makeOfficer(name));
const STRANGER = makeOfficer('stranger');
const ROSTER = rosterOf(...OFFICERS);
const TOKEN = makeToken();
const DIGEST = sha256(TOKEN);
const RECORDS = decodeTokens(TOKEN);
const EMPTY = quorumFile(RECORDS);
const OTHER = quorumFile(decodeTokens(makeToken({ nonce: 9 })));
const LOGIN = sha256(Buffer.from('log-in'));
const NEARBY = [
  { path: 'old.json', bytes: OTHER },
  { path: 'login.json', bytes: mfaFile(LOGIN) },
];

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const over = (message: string | Uint8Array, { privateKey }: Officer): Buffer =>
  sign('sha256', Buffer.from(message), privateKey);

/** By what status says of it: how an officer comes to it, as it stands in the JSON. */
const WAYS: Readonly<Record<string, (officer: Officer) => string>> = {
  right: (officer) => toBase64(over(TOKEN, officer)),
  'hashed-twice': (officer) => toBase64(over(DIGEST, officer)),
  'digest-text': (officer) => toBase64(over(`${toBase64(DIGEST)}\n`, officer)),
  'token-text': (officer) => toBase64(over(toBase64(TOKEN), officer)),
  'json-file': (officer) => toBase64(over(EMPTY, officer)),
  'one-record': (officer) => toBase64(over(TOKEN.subarray(0, 80), officer)),
  'another-token': (officer) =>
    toBase64(over(Buffer.from(JSON.parse(OTHER.toString()).approval_data, 'base64'), officer)),
  'another-entry': (officer) => toBase64(signDigest(LOGIN, officer.privateKey)),
  'no-digest-info': (officer) => toBase64(privateEncrypt(officer.privateKey, DIGEST)),
  'another-hash': (officer) => toBase64(sign('sha512', TOKEN, officer.privateKey)),
  pss: ({ privateKey: key }) =>
    toBase64(sign('sha256', TOKEN, { key, padding: constants.RSA_PKCS1_PSS_PADDING })),
  'unknown-message': (officer) => toBase64(over('x', officer)),
  'another-officer': ({ name }) =>
    toBase64(over(TOKEN, OFFICERS.find((other) => other.name !== name) ?? STRANGER)),
  'unknown-key': () => toBase64(over(TOKEN, STRANGER)),
  'base64-text': (officer) => toBase64(Buffer.from(toBase64(over(TOKEN, officer)))),
  'base64-blanks': (officer) => toBase64(over(TOKEN, officer)).replace(/(.{64})/g, '$1\n'),
  'base64-url': (officer) => over(TOKEN, officer).toString('base64url'),
  'hex-text': (officer) => over(TOKEN, officer).toString('hex'),
  'not-base64': () => '*'.repeat(344),
  empty: () => '',
};

/** Signing is what takes long: each way is gone once by each officer. */
const POOL = new Map<string, string>();

function signatureOf(way: string, officer: Officer): string {
  const id = `${way} ${officer.name}`;
  const made = POOL.get(id) ?? WAYS[way]?.(officer) ?? '';
  POOL.set(id, made);
  return made;
}

interface Choice {
  readonly officer: Officer;
  readonly way: string;
  /** Whether the entry says so, as files of older versions do not. */
  readonly hasRole: boolean;
}

/** Each officer at most once, half of them right; any order. */
const choices: fc.Arbitrary<readonly Choice[]> = fc
  .shuffledSubarray([...OFFICERS])
  .chain((officers) =>
    fc.tuple(
      ...officers.map((officer) =>
        fc.record({
          officer: fc.constant(officer),
          way: fc.oneof(fc.constant('right'), fc.constantFrom(...Object.keys(WAYS))),
          hasRole: fc.boolean(),
        }),
      ),
    ),
  );

function writeFile(chosen: readonly Choice[]): Buffer {
  const signatures = chosen.map(({ officer, way, hasRole }) => ({
    username: officer.name,
    ...(hasRole && { role: 'admin' }),
    signature: signatureOf(way, officer),
  }));
  return quorumFile(RECORDS, { signatures });
}

it('says of each of 200 files who has signed, who has not, and what is wrong', () => {
  const met = new Set<string>();
  const property = fc.property(choices, fc.integer({ min: 1, max: 3 }), (chosen, required) => {
    const bytes = writeFile(chosen);
    const right = chosen.filter(({ way }) => way === 'right').length;
    const set = readSdk5Set(bytes, 't.json', nodeCrypto);
    const status = readStatus(set, { roster: ROSTER, required, nearby: NEARBY }, nodeCrypto);
    expect(status.right).toBe(right);
    expect(status.reached).toBe(right === chosen.length && right >= required);
    const names = chosen.map(({ officer }) => officer.name);
    expect(status.missing.map(({ name }) => name)).toEqual(
      OFFICERS.map(({ name }) => name).filter((name) => !names.includes(name)),
    );
    const document = readSdk5File(bytes, nodeCrypto);
    const { signatures } = checkFile({
      path: 't.json',
      bytes,
      document,
      rosterOf: () => ROSTER,
      describeCause,
      nearby: NEARBY,
    });
    chosen.forEach(({ way, officer }, at) => {
      met.add(way);
      const approval = status.approvals[at];
      const causes = approval?.state === 'wrong' ? approval.wrong.causes : [];
      expect(causes.map(({ code }) => code)).toEqual(way === 'right' ? [] : [way]);
      expect(signatures[at]).toMatchObject({
        username: officer.name,
        isRight: way === 'right',
        causes: way === 'right' ? [] : [way],
      });
    });
    expect(signatures).toHaveLength(chosen.length);
  });
  fc.assert(property, { numRuns: 200, seed: 5 });
  expect([...met].sort()).toEqual(Object.keys(WAYS).sort());
});
