import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_KEY_TOKEN,
  PUBLIC_USER_TOKEN,
  registrationFile,
  sha256,
  signDigest,
} from '../support/sdk5-files.ts';

const work = useOfficerFolder();
const { path } = work;
const DIGEST = Buffer.from(JSON.parse(PUBLIC_USER_TOKEN).token, 'base64');

const run = (line: string): Promise<CommandRun> =>
  runCommand(line.split(' '), { cwd: work.folder });

/** What a shell prints in the folder. */
function shell(command: string): Buffer {
  return execFileSync('bash', ['-eo', 'pipefail', '-c', command], {
    cwd: work.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Entry {
  readonly username: string;
  readonly role?: string;
  readonly signature: string;
}

/** The file with other members; two blanks deep, as the public samples are. */
function change(file: string | Buffer, members: object): string {
  return `${JSON.stringify({ ...JSON.parse(file.toString()), ...members }, null, 2)}\n`;
}

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(path(name), content);
}

function signatureOf(name: string, digest: Uint8Array = DIGEST): string {
  return signDigest(digest, takeKey(name).privateKey).toString('base64');
}

const approval = (username: string, by = username): Entry => ({
  username,
  role: 'admin',
  signature: signatureOf(by),
});

/** A file in which each entry is signed by the officer of its place. */
function fill(file: Buffer, ...officers: readonly string[]): string {
  const content = JSON.parse(file.toString());
  for (const [at, entry] of (content.tokens ?? content.Data).entries()) {
    const digest = Buffer.from(entry.unsigned ?? entry.Digest, 'base64');
    const officer = officers[at % officers.length] ?? '';
    entry[content.tokens ? 'signed' : 'Signature'] = signatureOf(officer, digest);
  }
  return `${JSON.stringify(content, null, 2)}\n`;
}

describe('mofn verify of a quorum token of the newer command line', () => {
  it('checks each approval with the key of its name', async () => {
    write(
      't.json',
      change(PUBLIC_USER_TOKEN, {
        signatures: [approval('officer1'), approval('Officer2', 'officer2')],
      }),
    );
    const { code, stdout } = await run('verify t.json --key roster');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        'right: the signature in signatures[0] is by officer1\n' +
        'right: the signature in signatures[1] is by officer2\n',
    });
    const json = JSON.parse((await run('verify t.json --key roster --json')).stdout);
    expect(json).toMatchObject({
      format: 'sdk5',
      kind: 'quorum',
      sha256: DIGEST.toString('hex'),
      signature: null,
      verified: true,
      signatures: [
        {
          place: 'signatures[0]',
          username: 'officer1',
          officer: 'officer1',
          keyFile: 'officer1.pub',
        },
        { place: 'signatures[1]', username: 'officer2', verified: true },
      ],
    });
  });

  it('is negative where one is wrong, and where there is none', async () => {
    const signatures = [approval('officer1'), approval('officer2', 'officer3')];
    write('t.json', change(PUBLIC_USER_TOKEN, { signatures }));
    const { code, stdout } = await run('verify t.json --key roster');
    expect(code).toBe(1);
    expect(stdout).toContain(
      "wrong: the signature in signatures[1], of officer2: it was made with officer3's key, not with officer2's\n",
    );
    write('none.json', PUBLIC_USER_TOKEN);
    const none = await run('verify none.json --key roster');
    expect(none).toMatchObject({ code: 1, stdout: 'wrong: there is no signature in the file\n' });
  });

  it('takes one key for the key of all that are said to have signed', async () => {
    write('t.json', change(PUBLIC_USER_TOKEN, { signatures: [approval('admin2', 'officer1')] }));
    expect(await run('verify t.json --key officer1.pub')).toMatchObject({
      code: 0,
      stdout: 'right: the signature in signatures[0], of admin2, is by officer1.pub\n',
    });
    const other = await run('verify t.json --key officer2.pub');
    expect(other.code).toBe(1);
    expect(other.stdout).toContain('it is not by officer2.pub, or it was damaged');
    const both = [approval('admin2', 'officer1'), approval('admin3', 'officer1')];
    write('t.json', change(PUBLIC_USER_TOKEN, { signatures: both }));
    const twice = await run('verify t.json --key officer1.pub');
    expect(twice.code).toBe(1);
    expect(twice.stdout).toContain('admin2 has the same key, and counts already');
  });

  it('wants the approvals of crypto users for a key', async () => {
    const digest = Buffer.from(JSON.parse(PUBLIC_KEY_TOKEN).token, 'base64');
    const signature = signatureOf('officer1', digest);
    for (const [role, expected] of [
      ['crypto-user', 0],
      ['admin', 1],
    ] as const) {
      const signatures = [{ username: 'officer1', role, signature }];
      write('k.json', change(PUBLIC_KEY_TOKEN, { signatures }));
      expect((await run('verify k.json --key roster')).code).toBe(expected);
    }
  });

  it('finds a signature where no tool looks for one, and so does status', async () => {
    write('t.json', change(PUBLIC_USER_TOKEN, { signed: signatureOf('officer2') }));
    const { code, stdout } = await run('verify t.json --key roster --json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).signatures).toMatchObject([
      { place: 'signed', verified: false, causes: ['misplaced-signature'], officer: 'officer2' },
    ]);
    const status = await run('approval status t.json --roster roster --json');
    expect(JSON.parse(status.stdout).warnings).toContainEqual({
      code: 'misplaced-signature',
      message:
        "officer2's right signature stands in signed, where no tool looks for it; it belongs in signatures[].signature",
    });
  });

  it('takes a signature in a file of its own as one over the approval_data', async () => {
    write('t.json', PUBLIC_USER_TOKEN);
    write('sig', Buffer.from(signatureOf('officer3'), 'base64'));
    expect(await run('verify t.json -s sig --key roster')).toMatchObject({
      code: 0,
      stdout: 'right: the signature is by officer3\n',
    });
    const wrong = await run('verify t.json -s sig --key officer1.pub --json');
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      verified: false,
      sha256: DIGEST.toString('hex'),
      causes: ['unknown-key'],
      keyFile: 'officer1.pub',
    });
  });

  it('refuses a file that is not sound, and wants a signature for any other', async () => {
    write(
      'bad.json',
      change(PUBLIC_USER_TOKEN, { token: sha256(Buffer.from('x')).toString('base64') }),
    );
    const bad = await run('verify bad.json --key roster');
    expect(bad.code).toBe(3);
    expect(bad.stderr).toContain('it is no sound file of the newer command line');
    const missing = await run('verify officer1.token --key roster');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('--signature is missing');
    write('list.json', '{"a": 1}\n');
    expect((await run('verify list.json --key roster')).code).toBe(3);
    execFileSync('sh', ['-c', 'openssl dgst -sha256 -sign officer1.key -out s list.json'], {
      cwd: work.folder,
    });
    expect((await run('verify list.json -s s --key roster')).code).toBe(0);
  });
});

describe('mofn verify of a registration or a log-in', () => {
  const digests = ['a', 'b', 'c'].map((text) => sha256(Buffer.from(text)));
  const FILES: readonly (readonly [string, Buffer, string])[] = [
    ['registration', registrationFile(Buffer.from('challenge')), 'tokens[0].signed'],
    ['mfa', mfaFile(...digests), 'tokens[2].signed'],
    ['authdata', authDataFile(...digests), 'Data[2].Signature'],
  ];

  it.each(FILES)('%s: all right, by one officer', async (kind, file, last) => {
    write('f.json', fill(file, 'officer2'));
    const { code, stdout } = await run('verify f.json --key roster');
    expect(code).toBe(0);
    expect(stdout).toContain(`right: the signature in ${last} is by officer2\n`);
    expect((await run('verify f.json --key officer2.pub')).code).toBe(0);
    const wrong = await run('verify f.json --key officer1.pub --json');
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ format: 'sdk5', kind, verified: false });
    write('f.json', file);
    const empty = await run('verify f.json --key roster --json');
    expect(empty.code).toBe(1);
    expect(JSON.parse(empty.stdout).signatures.at(-1)).toMatchObject({
      place: last,
      causes: ['empty'],
    });
  });

  it('tells the signature of another HSM, and of another officer', async () => {
    const content = JSON.parse(fill(mfaFile(...digests), 'officer1'));
    content.tokens[2].signed = content.tokens[1].signed;
    write('f.json', JSON.stringify(content));
    const { stdout } = await run('verify f.json --key roster');
    expect(stdout).toContain(
      'wrong: the signature in tokens[2].signed: it was made over another digest: tokens[1].unsigned of f.json\n',
    );
    write('f.json', fill(mfaFile(...digests), 'officer1', 'officer2'));
    const mixed = await run('verify f.json --key roster --json');
    expect(mixed.code).toBe(1);
    expect(JSON.parse(mixed.stdout).signatures).toMatchObject([
      { verified: true },
      { verified: false, causes: ['another-officer'], officer: 'officer2' },
      { verified: true },
    ]);
  });

  it('finds the signature that was put beside the tokens, as version 5.18 has room for it', async () => {
    const data = registrationFile(Buffer.from('challenge'));
    const digest = sha256(Buffer.from('challenge'));
    const entry = (signature: string) => [{ username: 'officer1', role: 'admin', signature }];
    write('f.json', change(data, { signatures: entry(signatureOf('officer1', digest)) }));
    const { code, stdout } = await run('verify f.json --key roster');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'wrong: the signature in signatures[0].signature: it stands in signatures[0].signature, where no tool looks for it; it belongs in tokens[].signed\n',
    );
    write('f.json', change(fill(data, 'officer1'), { signatures: entry('') }));
    expect((await run('verify f.json --key roster')).code).toBe(0);
  });

  it('takes a signature in a file of its own as one over any of the digests', async () => {
    write('f.json', mfaFile(...digests));
    write('sig', signDigest(digests[1] ?? DIGEST, takeKey('officer1').privateKey));
    expect(await run('verify f.json -s sig --key roster')).toMatchObject({
      code: 0,
      stdout: 'right: the signature is by officer1, over tokens[1].unsigned\n',
    });
  });
});

const openssl = requireProgram('openssl');
const jq = requireProgram('jq');

/** `t.json` is to be signed by officer1; beside it is all that may be signed by mistake. */
const DGST = 'openssl dgst -sha256 -sign officer1.key';
const PKEYUTL = 'openssl pkeyutl -sign -inkey officer1.key -pkeyopt digest:sha256';
const DATA = `jq -r .approval_data t.json`;
const TOKEN = `jq -r .token t.json`;

const WRONG: readonly (readonly [string, string, readonly string[]])[] = [
  ['the JSON file', `${DGST} t.json`, ['json-file']],
  ['the JSON file before there was an approval in it', `${DGST} first.json`, ['json-file']],
  ['the JSON file without its last line end', `head -c -1 t.json | ${DGST}`, ['json-file']],
  ['the base64 of approval_data', `${DATA} | ${DGST}`, ['token-text']],
  ['the same without a newline', `${DATA} | tr -d '\\n' | ${DGST}`, ['token-text']],
  ['the same in lines', `${DATA} | base64 -d | openssl base64 | ${DGST}`, ['token-text']],
  ['the base64 of the digest', `${TOKEN} | ${DGST}`, ['digest-text']],
  ['the same without a newline', `${TOKEN} | tr -d '\\n' | ${DGST}`, ['digest-text']],
  ['the digest', `${TOKEN} | base64 -d | ${DGST}`, ['hashed-twice']],
  [
    'the digest without its DigestInfo',
    `${TOKEN} | base64 -d > d; openssl pkeyutl -sign -inkey officer1.key -in d`,
    ['no-digest-info'],
  ],
  [
    'the base64 of the digest, as it is',
    `${TOKEN} > d; openssl pkeyutl -sign -inkey officer1.key -in d`,
    ['not-hashed', 'digest-text'],
  ],
  ['one record', `${DATA} | base64 -d | head -c 80 | ${DGST}`, ['one-record']],
  ['another token', `jq -r .token old.json | base64 -d > d; ${PKEYUTL} -in d`, ['another-token']],
  ['the file of another token', `${DGST} old.json`, ['another-token', 'json-file']],
  ['a classic token', `${DGST} officer1.token`, ['another-token']],
  [
    'a digest of a log-in',
    `jq -r '.tokens[1].unsigned' login.json | base64 -d > d; ${PKEYUTL} -in d`,
    ['another-entry'],
  ],
  ['the file of a log-in', `${DGST} login.json`, ['another-file']],
  ['base64', `${TOKEN} | base64 -d > d; ${PKEYUTL} -in d | base64 -w0`, ['base64-text']],
];

describe.skipIf(!openssl.has || !jq.has)(
  `why a signature in JSON is wrong, by openssl ${openssl.label}`,
  () => {
    const before = [approval('officer2')];

    function prepare(): void {
      write('first.json', PUBLIC_USER_TOKEN);
      write('t.json', change(PUBLIC_USER_TOKEN, { signatures: before }));
      write('old.json', PUBLIC_KEY_TOKEN);
      write('login.json', mfaFile(sha256(Buffer.from('x')), sha256(Buffer.from('y'))));
    }

    /** Both say the same of the approval of officer1. */
    async function causesOf(signature: string): Promise<readonly string[]> {
      const signatures = [...before, { username: 'officer1', role: 'admin', signature }];
      write('t.json', change(PUBLIC_USER_TOKEN, { signatures }));
      const verified = await run('verify t.json --key roster --json');
      const status = await run('approval status t.json --roster roster --json');
      expect([verified.code, status.code]).toEqual([1, 1]);
      const { causes } = JSON.parse(verified.stdout).signatures[1];
      const { officers } = JSON.parse(status.stdout);
      const own = officers.find(({ name }: { name: string }) => name === 'officer1');
      expect(own.causes).toEqual(causes);
      return causes;
    }

    it.each(WRONG)('%s', async (_, command, causes) => {
      prepare();
      expect(await causesOf(shell(command).toString('base64'))).toEqual(causes);
    });

    it.each([
      [
        'hex and a line end, as it comes of xxd',
        (right: string) => `${Buffer.from(right, 'base64').toString('hex')}\n`,
        'hex-text',
      ],
      [
        'the line of openssl dgst -hex',
        (right: string) =>
          `RSA-SHA2-256(records)= ${Buffer.from(right, 'base64').toString('hex')}\n`,
        'hex-text',
      ],
      ['in lines', (right: string) => right.replace(/(.{64})/g, '$1\n'), 'base64-blanks'],
      [
        'of the URL alphabet',
        (right: string) => Buffer.from(right, 'base64').toString('base64url'),
        'base64-url',
      ],
      ['in hex', (right: string) => Buffer.from(right, 'base64').toString('hex'), 'hex-text'],
      ['in no base64', () => '*'.repeat(344), 'not-base64'],
    ] as const)('a right one %s', async (_, write64, cause) => {
      prepare();
      expect(await causesOf(write64(signatureOf('officer1')))).toEqual([cause]);
    });

    it('is explained by commands that say the same', async () => {
      write('t.json', change(PUBLIC_USER_TOKEN, { signatures: [approval('officer1')] }));
      write('f.json', fill(mfaFile(sha256(Buffer.from('x'))), 'officer2'));
      const VERIFIED = { 't.json': 'Verified OK', 'f.json': 'Signature Verified Successfully' };
      for (const [file, verified] of Object.entries(VERIFIED)) {
        const { stdout } = await run(`verify ${file} --key roster --explain --json`);
        expect(shell(JSON.parse(stdout).byHand.join('\n')).toString()).toContain(verified);
      }
      write('sig', Buffer.from(signatureOf('officer3'), 'base64'));
      const { stdout } = await run('verify t.json -s sig --key roster --explain --json');
      expect(shell(JSON.parse(stdout).byHand.join('\n')).toString()).toContain('Verified OK');
    });
  },
);
