import { privateEncrypt, sign } from 'node:crypto';
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
import { describeCause, WRONG_CAUSE_CODES } from '../../src/words/causes.ts';
import { hostileKeys } from '../support/hostile-keys.ts';
import { requireProgram } from '../support/requirements.ts';
import { makeOfficer, makeToken, rosterOf, Workbench } from './ceremony.ts';

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

/** What a shell makes, and why that is wrong; `fixed` where decoding the file is enough. */
interface Case {
  readonly what: string;
  readonly command: string;
  readonly codes: readonly string[];
  readonly fixed?: boolean;
}

const SIGN = 'openssl dgst -sha256 -sign officer1.key';
const PKEYUTL = 'openssl pkeyutl -sign -inkey officer1.key';

const CASES: readonly Case[] = [
  // Over what.
  { what: 'another token beside it', command: `${SIGN} other.token`, codes: ['another-token'] },
  { what: 'a file that is no token', command: `${SIGN} notes.txt`, codes: ['another-file'] },
  {
    what: 'a file that is not to be found',
    command: `printf x | ${SIGN}`,
    codes: ['unknown-message'],
  },
  { what: 'an empty file', command: `${SIGN} /dev/null`, codes: ['nothing-signed'] },
  {
    what: 'the digest in binary',
    command: `openssl dgst -sha256 -binary officer1.token | ${SIGN}`,
    codes: ['hashed-twice'],
  },
  {
    what: 'what openssl dgst prints',
    command: `openssl dgst -sha256 officer1.token | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'what openssl dgst -r prints',
    command: `openssl dgst -r -sha256 officer1.token | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'what sha256sum prints',
    command: `sha256sum officer1.token | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'the digest alone in hex',
    command: `sha256sum officer1.token | cut -c1-64 | tr -d '\\n' | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'the digest in base64',
    command: `openssl dgst -sha256 -binary officer1.token | openssl base64 | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'the token in base64',
    command: `openssl base64 -in officer1.token | ${SIGN}`,
    codes: ['token-text'],
  },
  {
    what: 'LF turned into CR LF',
    command: `sed 's/$/\\r/' officer1.token | head -c -1 | ${SIGN}`,
    codes: ['crlf-token'],
  },
  {
    what: 'CR LF turned into LF',
    command: `tr -d '\\r' < officer1.token | ${SIGN}`,
    codes: ['lf-token'],
  },
  {
    what: 'the token as UTF-8',
    command: `iconv -f latin1 -t utf8 officer1.token | ${SIGN}`,
    codes: ['utf8-token'],
  },
  {
    what: 'a newline after the token',
    command: `(cat officer1.token; echo) | ${SIGN}`,
    codes: ['newline'],
  },
  { what: 'one record', command: `tail -c 80 officer1.token | ${SIGN}`, codes: ['one-record'] },
  {
    what: 'the records turned round',
    command: `(tail -c 80 officer1.token; head -c 80 officer1.token) | ${SIGN}`,
    codes: ['record-order'],
  },
  // Whose.
  {
    what: "another officer's key",
    command: 'openssl dgst -sha256 -sign officer3.key officer1.token',
    codes: ['another-officer'],
  },
  {
    what: 'a key that is not in the roster',
    command: 'openssl dgst -sha256 -sign stranger.key officer1.token',
    codes: ['unknown-key'],
  },
  {
    what: 'a larger key of the roster',
    command: 'openssl dgst -sha256 -sign large.key officer1.token',
    codes: ['another-officer', 'key-size'],
  },
  {
    what: 'a smaller key',
    command: 'openssl dgst -sha256 -sign small.key officer1.token',
    codes: ['key-size', 'unknown-key'],
  },
  // How.
  { what: 'PSS', command: `${SIGN} -sigopt rsa_padding_mode:pss officer1.token`, codes: ['pss'] },
  {
    what: 'PSS, salt as long as the digest',
    command: `${SIGN} -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1 officer1.token`,
    codes: ['pss'],
  },
  {
    what: 'PSS with SHA-512 over something else',
    command:
      'printf x | openssl dgst -sha512 -sign officer1.key -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1',
    codes: ['pss', 'another-hash'],
  },
  {
    what: 'PSS with a mask of SHA-1',
    command: `${SIGN} -sigopt rsa_padding_mode:pss -sigopt rsa_mgf1_md:sha1 officer1.token`,
    codes: ['pss'],
  },
  {
    what: 'PSS without salt',
    command: `${SIGN} -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:0 officer1.token`,
    codes: ['pss'],
  },
  ...[
    'sha1',
    'sha224',
    'sha384',
    'sha512',
    'sha512-256',
    'sha3-256',
    'sha3-384',
    'sha3-512',
    'md5',
  ].map((hash) => ({
    what: hash,
    command: `openssl dgst -${hash} -sign officer1.key officer1.token`,
    codes: ['another-hash'],
  })),
  {
    what: 'the digest without its DigestInfo',
    command: `openssl dgst -sha256 -binary officer1.token > d; ${PKEYUTL} -in d`,
    codes: ['no-digest-info'],
  },
  {
    what: 'the token without a hash',
    command: 'openssl rsautl -sign -inkey officer1.key -in officer1.token',
    codes: ['not-hashed'],
  },
  {
    what: 'something without a hash',
    command: `printf x > d; ${PKEYUTL} -in d`,
    codes: ['not-hashed'],
  },
  {
    what: 'raw RSA over the token',
    command: `(head -c 96 /dev/zero; cat officer1.token) > d; openssl rsautl -sign -raw -inkey officer1.key -in d`,
    codes: ['no-padding', 'not-hashed'],
  },
  // In which file.
  {
    what: 'hex of openssl -hex',
    command: `${SIGN} -hex officer1.token`,
    codes: ['hex-text'],
    fixed: true,
  },
  {
    what: 'hex with colons',
    command: `${SIGN} -c -hex officer1.token`,
    codes: ['hex-text'],
    fixed: true,
  },
  {
    what: 'hex of xxd or od',
    command: `${SIGN} officer1.token | od -An -v -tx1`,
    codes: ['hex-text'],
    fixed: true,
  },
  {
    what: 'base64',
    command: `${SIGN} officer1.token | openssl base64`,
    codes: ['base64-text'],
    fixed: true,
  },
  {
    what: 'base64 on one line',
    command: `${SIGN} officer1.token | openssl base64 -A`,
    codes: ['base64-text'],
    fixed: true,
  },
  {
    what: 'base64 of the digest hashed twice',
    command: `openssl dgst -sha256 -binary officer1.token | ${SIGN} | openssl base64`,
    codes: ['base64-text', 'hashed-twice'],
  },
  {
    what: "base64 of another's, over another token",
    command: 'openssl dgst -sha256 -sign officer3.key other.token | base64',
    codes: ['base64-text', 'another-officer', 'another-token'],
  },
  {
    what: "another's PSS",
    command: 'openssl dgst -sha512 -sign officer3.key -sigopt rsa_padding_mode:pss other.token',
    codes: ['another-officer', 'pss', 'another-hash', 'another-token'],
  },
  {
    what: 'hex of a stranger',
    command: 'openssl dgst -sha256 -sign stranger.key -hex officer1.token',
    codes: ['hex-text', 'unknown-key'],
  },
  {
    what: 'UTF-16 of a shell of Windows',
    command: `(printf '\\377\\376'; ${SIGN} officer1.token | openssl base64 | iconv -f ascii -t utf-16le)`,
    codes: ['utf16-text', 'base64-text'],
    fixed: true,
  },
  {
    what: 'an OCTET STRING',
    command: `(printf '\\004\\202\\001\\000'; ${SIGN} officer1.token)`,
    codes: ['der-wrapped'],
    fixed: true,
  },
  {
    what: 'a BIT STRING',
    command: `(printf '\\003\\202\\001\\001\\000'; ${SIGN} officer1.token)`,
    codes: ['der-wrapped'],
    fixed: true,
  },
  {
    what: 'CMS without attributes',
    command:
      'openssl cms -sign -binary -noattr -signer officer1.crt -inkey officer1.key -in officer1.token -outform DER',
    codes: ['cms'],
    fixed: true,
  },
  {
    what: 'CMS',
    command:
      'openssl cms -sign -binary -signer officer1.crt -inkey officer1.key -in officer1.token -outform DER',
    codes: ['cms'],
  },
  {
    what: "another's CMS",
    command:
      'openssl cms -sign -binary -signer officer3.crt -inkey officer3.key -in officer1.token -outform DER',
    codes: ['cms', 'another-officer'],
  },
  {
    what: 'CMS in PEM',
    command:
      'openssl cms -sign -binary -signer officer1.crt -inkey officer1.key -in officer1.token -outform PEM',
    codes: ['base64-text', 'cms'],
  },
  {
    what: 'S/MIME',
    command: 'openssl smime -sign -signer officer1.crt -inkey officer1.key -in officer1.token',
    codes: ['cms'],
  },
  {
    what: 'reversed',
    command: `${SIGN} officer1.token | od -An -v -tx1 -w1 | tac | tr -d ' \\n' | sed 's/../\\\\x&/g' > r; bash -c 'printf "$(cat r)"'`,
    codes: ['reversed'],
    fixed: true,
  },
  {
    what: 'junk behind it',
    command: `(${SIGN} officer1.token; printf 'junk')`,
    codes: ['trailing'],
    fixed: true,
  },
  { what: 'cut short', command: `${SIGN} officer1.token | head -c 255`, codes: ['length'] },
  { what: 'nothing', command: 'true', codes: ['empty'] },
  { what: 'the token itself', command: 'cat officer1.token', codes: ['no-signature'] },
  {
    what: 'the digest itself',
    command: 'openssl dgst -sha256 -binary officer1.token',
    codes: ['no-signature'],
  },
  { what: 'a public key', command: 'cat officer1.pub', codes: ['no-signature'] },
  { what: 'a certificate', command: 'cat officer1.crt', codes: ['no-signature'] },
];

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

  it.skipIf(!openssl.has)('meets every cause that there is', () => {
    expect([...met].sort()).toEqual([...WRONG_CAUSE_CODES].sort());
  });
});
