/**
 * A token that might still be spent: whatever somebody has made of it and of its signatures, none of their bytes get into
 * a bundle. The search is this test's own, for bytes, base64 and hexadecimal.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Gathered, gatherPieces } from '../../../src/evidence/gather/gather-pieces.ts';
import type { GivenFile } from '../../../src/evidence/gather/given-file.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import {
  APPROVERS,
  ceremonyFiles,
  hsmLog,
  sdk5File,
  signatureOf,
  signedRequest,
  tokenBytes,
} from '../../support/ceremony-files.ts';
import { failureOf } from '../../support/failure-of.ts';
import { howMany, sample } from '../../support/how-many.ts';
import { takeKey } from '../../support/keys.ts';

const TOKEN = tokenBytes();
/** Another one, which nobody spends. */
const LIVE = tokenBytes(1);
const SIGNATURES = APPROVERS.map((name) => signatureOf(name, LIVE));

function gather(files: readonly GivenFile[], saidSpent: readonly string[] = []): Gathered {
  return gatherPieces(files, { saidSpent, hasRoster: false }, nodeCrypto);
}

/** What must be nowhere, as it is and in the two ways in which people write bytes. */
function expectNothingOf(token: Buffer, { pieces }: Gathered): void {
  const secrets = [
    ...APPROVERS.map((name) => signatureOf(name, token)),
    token.subarray(16, 32),
    token.subarray(96, 112),
  ];
  for (const { path, bytes } of pieces) {
    const text = Buffer.from(bytes).toString('latin1');
    const joined = text.replace(/\s|\\n/g, '');
    for (const secret of secrets) {
      expect(text.includes(secret.toString('latin1')), path).toBe(false);
      expect(joined.toLowerCase().includes(secret.toString('hex')), path).toBe(false);
      for (const skip of [0, 1, 2]) {
        // The whole groups of three that lie within it, wherever it begins in what was encoded.
        const inner = secret.subarray(skip, skip + 12 + Math.floor((secret.length - 15) / 3) * 3);
        expect(joined.includes(inner.toString('base64')), path).toBe(false);
      }
    }
  }
}

/** A record of one step, out of which files came. */
function recordOf(
  files: Readonly<Record<string, Uint8Array>>,
  remark: string | null = null,
  isRehearsal = false,
): string {
  const line = (number: number, previous: string, event: object): string =>
    JSON.stringify({ number, previous, at: '2023-11-14T22:13:19Z', event });
  const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
  const opened = line(0, '0'.repeat(64), {
    kind: 'opened',
    script: digest(''),
    policy: null,
    isRehearsal,
    software: [{ name: 'mofn', version: '0.1.0' }],
  });
  const done = line(1, digest(opened), {
    kind: 'done',
    step: 'all',
    began: '2023-11-14T22:13:19Z',
    by: ['ada'],
    initials: ['AL'],
    remark,
    files: Object.entries(files).map(([path, bytes]) => ({
      path,
      sha256: digest(bytes),
      bytes: bytes.length,
    })),
  });
  return `${opened}\n${done}\n`;
}

const [SIGNATURE = Buffer.alloc(0)] = SIGNATURES;
const BASE64 = SIGNATURE.toString('base64');
const HEX = SIGNATURE.toString('hex');

/** Files that have a signature of the live token in them, however. */
const DISGUISES: Readonly<Record<string, Uint8Array | string>> = {
  'live.json': sdk5File(LIVE),
  'deep/er/still/other-name.txt': sdk5File(LIVE),
  'live.token': LIVE,
  'officer2.sig': SIGNATURE,
  'officer2.b64': BASE64,
  'mail.txt': `Dear Ada,\n\n${BASE64.replace(/.{64}/g, '$&\n')}\n\nYours, Grace\n`,
  'quoted.txt': `> Dear Ada,\n${BASE64.replace(/.{76}/g, '$&\n')
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}\n`,
  'urls.txt': `see https://example.com/?s=${encodeURIComponent(BASE64)}\n`,
  'url-alphabet.txt': `sig ${SIGNATURE.toString('base64url')}\n`,
  'note.json': JSON.stringify({ note: BASE64, by: 'grace' }),
  'escaped.json': `{"note":"${BASE64.replaceAll('+', '\\u002B').replaceAll('/', '\\/')}"}`,
  'list.txt': `${[...SIGNATURE].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')}\n`,
  'colons.txt': `signature:\n  ${HEX.replace(/../g, '$&:')}\n`,
  'dump.txt': `${(HEX.match(/.{1,32}/g) ?? [])
    .map(
      (line, at) =>
        `${(at * 16).toString(16).padStart(8, '0')}: ${line.replace(/.{4}/g, '$& ')} ................`,
    )
    .join('\n')}\n`,
  'twice.txt': `${Buffer.from(BASE64).toString('base64')}\n`,
  'base64-of-file.txt': `${sdk5File(LIVE).toString('base64').replace(/.{76}/g, '$&\n')}\n`,
  'utf-16.txt': Buffer.from(`\ufeffsignature ${BASE64}\n`, 'utf16le'),
  'packed.gz': gzipSync(sdk5File(LIVE)),
  'broken.json': sdk5File(LIVE).subarray(0, -40),
  'commented.json': Buffer.concat([Buffer.from('// mine\n'), sdk5File(LIVE)]),
  'registration.json': `{"version":"2.0","tokens":[{"approval_data":"","unsigned":"","signed":"${BASE64}"}]}`,
  'approval.txt': 'Multi Token File Path = live.token;\nNumber of Approvals = 0;\n',
  'hsm-2.log': Buffer.concat([hsmLog({ late: 2 }), Buffer.from(`Remark : ${BASE64}\n`)]),
  'with-unknown-member.json': JSON.stringify({
    ...JSON.parse(signedRequest(TOKEN).toString()),
    note: BASE64,
  }),
  'users.json': `{"error_code":0,"data":{"users":[]},"note":"${BASE64}"}`,
  'policy.toml': `# ${BASE64}\nversion = 1\n[people.ada]\naccounts = ["officer1"]\n`,
};

/** Words of a dump, as machines have them that put the last byte of each first. */
const words = (bytes: Buffer, size: 2 | 4): readonly number[] =>
  Array.from({ length: bytes.length / size }, (_, at) => bytes.readUIntLE(at * size, size));
const digits = (radix: number, length: number) => (number: number) =>
  number.toString(radix).padStart(length, '0');
const inLines = (items: readonly string[], each: number): string =>
  Array.from({ length: Math.ceil(items.length / each) }, (_, at) => {
    const offset = digits(8, 7)(at * 16);
    return `${offset} ${items.slice(at * each, (at + 1) * each).join(' ')}\n`;
  }).join('');

/** The token as programs print bytes that are no text. */
const NUMBERS: Readonly<Record<string, string>> = {
  od: inLines(words(LIVE, 2).map(digits(8, 6)), 8),
  'od -x': inLines(words(LIVE, 2).map(digits(16, 4)), 8),
  'od -X': inLines(words(LIVE, 4).map(digits(16, 8)), 4),
  'od -b': inLines([...LIVE].map(digits(8, 3)), 16),
  'od -t u1': inLines(
    [...LIVE].map((byte) => String(byte).padStart(3)),
    16,
  ),
  Buffer: JSON.stringify(LIVE),
  'bytes of Java': `[${[...new Int8Array(LIVE)].join(', ')}]`,
  'a string of C': `"${[...LIVE].map((byte) => `\\${digits(8, 3)(byte)}`).join('')}"`,
};

describe('a token that might still be spent', () => {
  it.each(Object.keys(NUMBERS))('is found where it was printed as %s does', (name) => {
    const text = Buffer.from(NUMBERS[name] ?? '');
    const record = recordOf({ 'out.txt': text });
    const others = { 'live.json': sdk5File(LIVE), 'out.txt': text, 'record.jsonl': record };
    expect(gather(ceremonyFiles(others)).leftOut).toContainEqual({
      path: 'outcomes/out.txt',
      why: 'live-token',
    });
  });

  it.each(Object.keys(DISGUISES))('is in no piece by way of %s', (path) => {
    const disguise = new Uint8Array(Buffer.from(DISGUISES[path] ?? ''));
    const others = { 'live.json': sdk5File(LIVE), [path]: disguise };
    const gathered = gather(ceremonyFiles(others));
    expectNothingOf(LIVE, gathered);
    // What was spent is there all the same.
    expect(gathered.findings.tokens.map(({ state }) => state).sort()).toEqual([
      'spent',
      'withheld',
    ]);
  });

  const outcomes = sample(Object.keys(DISGUISES), howMany(9, Number.POSITIVE_INFINITY));
  it.each(outcomes)('is in no piece by way of %s that came out of a step', (path) => {
    const disguise = new Uint8Array(Buffer.from(DISGUISES[path] ?? ''));
    const record = recordOf({ [path]: disguise });
    const others = { 'live.json': sdk5File(LIVE), [path]: disguise, 'record.jsonl': record };
    const gathered = gather(ceremonyFiles(others));
    expect(gathered.findings.ceremony).not.toBe(null);
    expectNothingOf(LIVE, gathered);
  });

  it('is found out by its signature alone, where nobody has the token', () => {
    const spoilt = JSON.parse(sdk5File(TOKEN).toString());
    spoilt.signatures[0].signature = BASE64;
    const gathered = gather(ceremonyFiles({ 'token.json': JSON.stringify(spoilt) }));
    expectNothingOf(LIVE, gathered);
    const notes = JSON.stringify({ note: BASE64 });
    const record = recordOf({ 'notes.json': Buffer.from(notes) });
    const others = ceremonyFiles({ 'notes.json': notes, 'record.jsonl': record });
    expectNothingOf(LIVE, gather(others));
  });

  it('is in no signature of a request', () => {
    const envelope = JSON.parse(signedRequest(TOKEN).toString());
    envelope.signatures.push({ sig: BASE64 });
    expectNothingOf(LIVE, gather(ceremonyFiles({ 'request.json': JSON.stringify(envelope) })));
    envelope.signatures.pop();
    envelope.signatures[0].keyid = BASE64;
    expectNothingOf(LIVE, gather(ceremonyFiles({ 'request.json': JSON.stringify(envelope) })));
  });

  it.each([
    ['no logs', { 'logs/hsm-0.log': undefined, 'logs/hsm-1.log': undefined }],
    ['the log of one HSM alone', { 'logs/hsm-1.log': undefined }],
    ['one log under two names', { 'logs/hsm-1.log': hsmLog() }],
    ['an HSM that has not done it', { 'logs/hsm-1.log': hsmLog({ isDone: false, late: 1 }) }],
    ['no request', { 'request.json': undefined }],
    ['a request for another token', { 'request.json': signedRequest(LIVE) }],
    [
      'a quorum of one',
      {
        'before.json': '{"error_code":0,"data":{"user":1,"quorum":2}}',
      },
    ],
    [
      'an operation after its time',
      {
        'logs/hsm-0.log': hsmLog({ late: 9000 }),
        'logs/hsm-1.log': hsmLog({ late: 9001 }),
      },
    ],
  ])('is what a token is with %s', (_, change) => {
    const gathered = gather(ceremonyFiles(change));
    expectNothingOf(TOKEN, gathered);
    expect(gathered.findings.tokens.map(({ state }) => state)).toEqual(['withheld']);
  });

  it('goes in where it is said to be spent, and is told of as such', () => {
    const digest = createHash('sha256').update(TOKEN).digest('hex');
    const change = { 'logs/hsm-0.log': undefined, 'logs/hsm-1.log': undefined };
    const { findings } = gather(ceremonyFiles(change), [digest]);
    expect(findings.tokens.map(({ state }) => state)).toEqual(['said-spent']);
    expect(findings.unchecked.map(({ code }) => code)).toContain('token-said-spent');
  });
});

describe('private keys and passwords', () => {
  const { privatePem, privateKey } = takeKey('officer1');
  it.each([
    ['a key', privatePem],
    ['a key in DER', privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['a key behind much text', `${'A long note.\n'.repeat(200_000)}${privatePem}`],
    ['numbers of a key', 'prime1:\n    00:e1:97\n'],
    ['a key in hexadecimal', privateKey.export({ type: 'pkcs8', format: 'der' }).toString('hex')],
    ['a key in base64', Buffer.from(privatePem).toString('base64')],
    ['a command with a password', 'cloudhsm-cli user create --username bob --password rainbow7\n'],
    ['a log-in', 'aws-cloudhsm> loginHSM CO officer1 rainbow7\n'],
    ['a variable', 'export CLOUDHSM_PIN=officer1:rainbow7\n'],
    ['a setting', '{"user": "officer1", "password": "rainbow7"}'],
  ])('%s is in no piece, be it that it came out of a step', (_, content) => {
    const bytes = new Uint8Array(Buffer.from(content));
    const record = recordOf({ 'out/come.txt': bytes });
    const files = ceremonyFiles({ 'out/come.txt': bytes, 'record.jsonl': record });
    const { pieces, findings } = gather(files);
    expect(pieces.filter(({ kind }) => kind === 'outcome')).toEqual([]);
    expect(findings.unchecked).toContainEqual({
      code: 'outcome-left-out',
      path: 'out/come.txt',
      step: 'all',
    });
  });

  it.each([
    ['a comment', 'version = 1 # --password rainbow7', 'crypto officer'],
    ['a role', 'version = 1', 'officer --pin rainbow7'],
  ])('stop everything where they are in %s of the script', (_, version, role) => {
    const script = (...[first, part]: readonly string[]) => `${first}
title = "t"
purpose = "p"
place = "here"
[participants.ada]
name = "Ada"
role = "${part}"
[[steps]]
id = "look"
text = "Ada looks."
who = ["ada"]
confirm = "it is there"
`;
    const sound = ceremonyFiles({ 'ceremony.toml': script('version = 1', 'officer') });
    expect(gather(sound).pieces.map(({ kind }) => kind)).toContain('script');
    const files = ceremonyFiles({ 'ceremony.toml': script(version, role) });
    expect(failureOf(() => gather(files))).toMatchObject({ kind: 'file' });
  });

  it('stop everything where they are in the record', () => {
    const files = ceremonyFiles({ 'record.jsonl': recordOf({}, 'typed --password rainbow7') });
    expect(failureOf(() => gather(files))).toMatchObject({
      kind: 'file',
      message: 'found a password in line 2 of ceremony/record.jsonl',
    });
    // That of an emulated cluster opens nothing.
    const rehearsed = recordOf({}, 'typed --password rainbow7', true);
    const { findings } = gather(ceremonyFiles({ 'record.jsonl': rehearsed }));
    expect(findings.ceremony?.isRehearsal).toBe(true);
  });
});
