import { constants, privateEncrypt, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRoster } from '../../src/ceremony/roster.ts';
import {
  explainSignature as explainWith,
  type SignatureCase,
  type WrongSignature,
} from '../../src/ceremony/wrong-signature.ts';
import type { HashName } from '../../src/crypto-provider.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { encodeSha256Block } from '../../src/signer/encodings/pkcs1-block.ts';
import { decodeTokens } from '../../src/token/record.ts';
import { describeCause, WRONG_CAUSE_CODES } from '../../src/words/causes.ts';
import { hostileKeys } from '../support/hostile-keys.ts';
import { requireProgram } from '../support/requirements.ts';
import { mfaFile, quorumFile, signDigest } from '../support/sdk5-files.ts';
import { makeOfficer, makeToken, rosterOf, Workbench } from './ceremony.ts';
import { CASES, SIGN } from './wrong-signatures.ts';

const officer1 = makeOfficer('officer1');
const officer3 = makeOfficer('officer3');
const stranger = makeOfficer('stranger');
const large = makeOfficer('large', 3072);
const small = makeOfficer('small', 1024);
const roster = rosterOf(officer1, officer3, large);

const token = makeToken();
const otherToken = makeToken({ nonce: 9 });
const nearby = [
  { path: 'other.token', bytes: otherToken },
  { path: 'notes.txt', bytes: Buffer.from('buy milk') },
];

const explainSignature = (given: SignatureCase): WrongSignature | undefined =>
  explainWith(given, nodeCrypto);

function explain(signature: Uint8Array, officer = 'officer1'): WrongSignature | undefined {
  return explainSignature({
    token,
    tokenPaths: ['officer1.token', '/ceremony/officer1.token'],
    signature,
    officer,
    roster,
    nearby,
  });
}

const met = new Set<string>();

function codesOf(wrong: WrongSignature | undefined): string[] {
  const codes = wrong?.causes.map(({ code }) => code) ?? [];
  for (const code of codes) met.add(code);
  return codes;
}

const right = sign('sha256', token, officer1.privateKey);
const openssl = requireProgram('openssl');

describe.skipIf(!openssl.has)(`why a signature is wrong, made by openssl ${openssl.label}`, () => {
  const bench = new Workbench();
  beforeAll(() => {
    for (const officer of [officer1, officer3, stranger, large, small]) bench.writeKey(officer);
    bench.write('officer1.token', token);
    for (const { path, bytes } of nearby) bench.write(path, bytes);
    for (const name of ['officer1', 'officer3']) {
      bench.run(`openssl req -x509 -new -key ${name}.key -subj /CN=${name} -out ${name}.crt`);
    }
  });
  afterAll(() => bench.remove());

  it('finds nothing wrong with the right one', () => {
    const made = bench.run(`${SIGN} officer1.token`);
    expect(made.equals(right)).toBe(true);
    expect(explain(made)).toBeUndefined();
  });

  it.each(CASES)('$what: $codes', ({ command, codes, fixed = false }) => {
    const wrong = explain(bench.run(command));
    expect(codesOf(wrong)).toEqual(codes);
    if (fixed) expect(Buffer.from(wrong?.fixed ?? []).equals(right)).toBe(true);
    else expect(wrong?.fixed).toBeUndefined();
    const signer = codes.includes('another-officer') ? wrong?.signer : 'officer1';
    expect(signer).not.toBeUndefined();
  });
});

describe('why a signature is wrong', () => {
  it('tells of line feeds that a text-mode transfer damaged in the signature', () => {
    const text = right.toString('latin1');
    // Every signature is as good as random: one over some other token may hold no LF, so make one that does.
    let at = 0;
    let signature = right;
    let message = token;
    while (!signature.includes(10) || signature.includes('\r\n')) {
      message = makeToken({ nonce: ++at });
      signature = sign('sha256', message, officer1.privateKey);
    }
    expect(text.length).toBe(256);
    const damaged = Buffer.from(signature.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
    const wrong = explainSignature({
      token: message,
      tokenPaths: [],
      signature: damaged,
      officer: 'officer1',
      roster,
      nearby: [],
    });
    expect(codesOf(wrong)).toEqual(['crlf-signature']);
    expect(Buffer.from(wrong?.fixed ?? []).equals(signature)).toBe(true);
  });

  it('tells a signed digest of something else from other signed bytes', () => {
    const bare = (bytes: Uint8Array): Buffer => privateEncrypt(officer1.privateKey, bytes);
    expect(codesOf(explain(bare(Buffer.alloc(32, 7))))).toEqual(['no-digest-info']);
    expect(codesOf(explain(bare(Buffer.alloc(33, 7))))).toEqual(['not-hashed']);
  });

  it('names the officer whose key made it, whoever is claimed', () => {
    const wrong = explain(right, 'officer3');
    expect(codesOf(wrong)).toEqual(['another-officer']);
    expect(wrong?.signer).toBe('officer1');
    expect(wrong?.causes.map(describeCause)).toEqual([
      "it was made with officer1's key, not with officer3's",
    ]);
    expect(explain(right, 'officer9')?.signer).toBe('officer1');
  });

  it('compares names as an HSM does, whatever the case of their letters', () => {
    expect(explain(right, 'Officer1')).toBeUndefined();
    const wrong = explain(right, 'OFFICER3');
    expect(wrong?.causes).toEqual([
      { code: 'another-officer', made: 'officer1', claimed: 'officer3' },
    ]);
  });

  it('takes any officer where nobody says whose it is', () => {
    const nobodys = { token, tokenPaths: [], roster, nearby: [] };
    expect(explainSignature({ ...nobodys, signature: right })).toBeUndefined();
    const wrong = explainSignature({
      ...nobodys,
      signature: sign('sha1', token, officer3.privateKey),
    });
    expect(wrong?.causes).toEqual([{ code: 'another-hash', hash: 'sha1' }]);
    expect(wrong?.signer).toBe('officer3');
  });

  it('knows less where the platform has fewer hash functions, and is wrong in nothing', () => {
    const crypto = {
      ...nodeCrypto,
      hash: (name: HashName, bytes: Uint8Array) =>
        name === 'sha256' || name === 'sha1' ? nodeCrypto.hash(name, bytes) : undefined,
    };
    const codes = (hash: string): string[] | undefined =>
      explainWith(
        {
          token,
          tokenPaths: [],
          signature: sign(hash, token, officer1.privateKey),
          officer: 'officer1',
          roster,
          nearby: [],
        },
        crypto,
      )?.causes.map(({ code }) => code);
    expect(codes('sha256')).toBeUndefined();
    expect(codes('sha1')).toEqual(['another-hash']);
    expect(codes('sha3-256')).toEqual(['another-hash', 'unknown-message']);
  });

  it('gives the digest of what was signed, where that is nothing near', () => {
    const [cause] = explain(sign('sha256', Buffer.from('x'), officer1.privateKey))?.causes ?? [];
    // SHA-256 of "x".
    expect(cause && describeCause(cause)).toContain(
      '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
    );
  });

  it('does not take a key of 1024 bits, however right its signature is', () => {
    const wrong = explainSignature({
      token,
      tokenPaths: [],
      signature: sign('sha256', token, small.privateKey),
      officer: 'small',
      roster: rosterOf(small),
      nearby: [],
    });
    expect(codesOf(wrong)).toEqual(['key-size']);
    expect(wrong?.fixed).toBeUndefined();
  });

  it.each(hostileKeys().filter(({ isOfOtherSize }) => !isOfOtherSize))(
    'takes nothing under a key with $what, and looks no further',
    ({ spki, numbers }) => {
      const padding = encodeSha256Block(nodeCrypto.sha256(token), numbers.modulus.length);
      const given = {
        token,
        tokenPaths: [],
        signature: padding ?? new Uint8Array(256),
        officer: 'officer2',
        roster: readRoster([{ fileName: 'officer2.pub', content: spki }]),
        nearby: [],
      };
      expect(codesOf(explainSignature(given))).toEqual(['key-flaw']);
      expect(codesOf(explainSignature({ ...given, officer: 'officer1' }))).toEqual(['unknown-key']);
    },
  );

  it('has nothing to try where the roster is empty', () => {
    const wrong = explainSignature({
      token,
      tokenPaths: [],
      signature: right,
      officer: 'officer1',
      roster: rosterOf(),
      nearby: [],
    });
    expect(codesOf(wrong)).toEqual(['unknown-key']);
  });

  it.each([
    ['blanks', ['base64-blanks']],
    ['url-alphabet', ['base64-url']],
    ['hex', ['hex-text']],
    ['none', ['not-base64']],
  ] as const)(
    'says of a text that is no base64 for %s what may be wrong besides',
    (malformed, codes) => {
      const given = { token, tokenPaths: [], roster, nearby: [], officer: 'officer1', malformed };
      expect(codesOf(explainSignature({ ...given, signature: right }))).toEqual(codes);
      const signature = new Uint8Array(256).fill(1);
      const rest = malformed === 'none' ? [] : ['unknown-key'];
      expect(codesOf(explainSignature({ ...given, signature }))).toEqual([...codes, ...rest]);
    },
  );

  it('tells what was signed of JSON from what should have been', () => {
    const json = quorumFile(decodeTokens(token));
    const digests = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;
    const near = [...nearby, { path: 'login.json', bytes: mfaFile(...digests) }];
    const given = {
      tokenPaths: ['t.json'],
      officer: 'officer1',
      roster,
      nearby: near,
      enclosing: [json],
    };
    const over = (message: Uint8Array): Buffer => sign('sha256', message, officer1.privateKey);
    const whole = explainSignature({ ...given, token, signature: over(json) });
    expect(codesOf(whole)).toEqual(['json-file']);
    const signature = signDigest(digests[1], officer1.privateKey);
    const other = explainSignature({ ...given, token, signature });
    expect(codesOf(other)).toEqual(['another-entry']);
    expect(other?.causes[0]).toMatchObject({ path: 'login.json', entry: 'tokens[1].unsigned' });
    expect(explainSignature({ ...given, digest: digests[1], signature })).toBeUndefined();
    const first = explainSignature({ ...given, digest: digests[0], signature });
    expect(codesOf(first)).toEqual(['another-entry']);
    const misplaced = { path: 'signed', belongs: 'signatures[].signature' };
    const there = explainSignature({ ...given, token, signature: right, misplaced });
    expect(codesOf(there)).toEqual(['misplaced-signature']);
  });

  it('tells as much of a signature over a digest as can be told without what it is of', () => {
    const digest = nodeCrypto.sha256(token);
    const given = { digest, tokenPaths: [], roster, nearby: [], officer: 'officer1' };
    const explainOf = (signature: Uint8Array): string[] =>
      codesOf(explainSignature({ ...given, signature }));
    expect(explainOf(right)).toEqual([]);
    expect(explainOf(sign('sha256', digest, officer1.privateKey))).toEqual(['hashed-twice']);
    expect(explainOf(privateEncrypt(officer1.privateKey, digest))).toEqual(['no-digest-info']);
    const pss = { key: officer1.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
    expect(explainOf(sign('sha256', token, pss))).toEqual(['pss']);
    expect(explainOf(sign('sha512', token, officer1.privateKey))).toEqual([
      'another-hash',
      'unknown-message',
    ]);
  });

  it.skipIf(!openssl.has)('meets every cause that there is', () => {
    expect([...met].sort()).toEqual([...WRONG_CAUSE_CODES].sort());
  });
});
