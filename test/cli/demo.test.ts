import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IS_LONG } from '../support/how-many.ts';

const run = promisify(execFile);
const MOFN = resolve('bin/mofn');

/** What the chapter tells, each behind the one before it. */
const TOLD = [
  'createUser failed: RET_MXN_AUTH_FAILED',
  'getToken success on server 1(10.0.1.4)',
  'the same 256 bytes',
  'Approval File = officer1.token.sig2;',
  'approveToken success on server 0(10.0.2.14)',
  'Current num of approvals : 2',
  'user1                                    NO',
  'deleteUser failed: RET_MXN_AUTH_FAILED',
  'Num of tokens = 0',
];

/** Of `mofn demo --sdk5`, likewise. */
const SDK5_TOLD = [
  'Cluster activation successful',
  'signed file "admin.reg"',
  '"quorum": 2',
  'Quorum approval is required for this operation',
  'Too few quorum approvals: currently 1 approvals, but 2 approvals required',
  'Invalid username-signature pair for quorum authorization',
  'so it was hashed twice',
  'so the token was hashed twice',
  '2 of 2: the quorum is reached',
  'No token signatures provided',
  'it belongs in signatures[].signature',
  'only admin can hand in its approvals; admin2 is logged in',
  '"approvals-required": 2',
  '"username": "bob"',
  '"error_code": 1',
  '"tokens": []',
  'it was spent',
];

/** Of `mofn demo --request`, likewise. */
const REQUEST_TOLD = [
  'this signature will count, for ada of security',
  '1 of 2: the quorum is not reached',
  'missing: one more of operations: alan or joan',
  '2 of 2: the quorum is reached',
  'Verified OK',
  'yes: 1 guarded operation in 2 logs, each covered by a request, each in every log',
  'deleteUser success on server 1(10.0.1.4)',
  'no: 2 guarded operations in 2 logs, 1 covered; found 1 without a request',
  'no request covers it',
  'carol.json: never carried out',
];

/** Of `mofn demo --keys`, likewise. */
const KEYS_TOLD = [
  'user 3 CU ca1: quorum key',
  '"use-key-quorum-value": 2',
  'Successfully generated key file',
  '"data": "Quorum Failed"',
  'asks for 2 approvals of a token of service key-usage, and none came',
  'private-key ec secp384r1 "ca"',
  'of ca1, shared with ca2, ca3; 2 approvals to use it, 2 to manage it',
  'no quorum covers deletion: whoever owns the key deletes it alone',
  'data       SHA-256 ',
  '1 of 2 (as the key has it): the quorum is not reached',
  '2 of 2 (as the key has it): the quorum is reached',
  '"signature": "',
  'subject=CN = Example CA',
  'verify OK',
  'Invalid username-signature pair for quorum authorization',
  'it was spent',
  'What no quorum covers',
  'key-deletion-uncovered',
];

/** Of `mofn demo --evidence DIR`, likewise. */
const EVIDENCE_TOLD = [
  'mofn ceremony lint create-officer.toml',
  'mofn ceremony run create-officer.toml --dir ceremony --rehearse',
  'mofn evidence verify evidence.zip',
  'vouched for by nobody',
  'mofn evidence sign evidence.zip --key ceremony/rehearsal/alan.key --out signed.zip',
  'sh recheck.sh',
  'mofn evidence verify changed.zip',
  'mofn page --out mofn.html',
  'so the token was hashed twice',
];

function expectChapter(stdout: string, told: readonly string[] = TOLD): void {
  let at = 0;
  for (const words of told) {
    at = stdout.indexOf(words, at);
    expect(at, words).toBeGreaterThan(-1);
  }
  expect(stdout).not.toContain('\u001b');
}

/** README's commands from “An officer's day” on, one block after the other, as a reader would paste them. */
async function followReadme(ceremony: string): Promise<string> {
  const [, day = ''] = readFileSync('README.md', 'utf8').split("## An officer's day");
  const blocks = [...day.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  expect(blocks).toHaveLength(3);
  const env = { ...process.env, PATH: `${resolve('bin')}${delimiter}${process.env['PATH'] ?? ''}` };
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', blocks.join('')], {
    cwd: ceremony,
    env,
  });
  return stdout;
}

describe('mofn demo', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-demo-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // Making keys takes long: the chapters are played in the long version, and by CI.
  if (IS_LONG) {
    it('plays the chapter to its end and leaves nothing', async () => {
      const env = { ...process.env, TMPDIR: folder };
      const { stdout } = await run(process.execPath, [MOFN, 'demo'], { env });
      expectChapter(stdout);
      const sdk5 = await run(process.execPath, [MOFN, 'demo', '--sdk5'], { env });
      expectChapter(sdk5.stdout, SDK5_TOLD);
      const request = await run(process.execPath, [MOFN, 'demo', '--request'], { env });
      expectChapter(request.stdout, REQUEST_TOLD);
      const keys = await run(process.execPath, [MOFN, 'demo', '--keys'], { env });
      expectChapter(keys.stdout, KEYS_TOLD);
      expect(readdirSync(folder)).toEqual([]);
    });

    it('keeps everything where it is asked to, for a person to go on', async () => {
      const played = await run(process.execPath, [MOFN, 'demo', '--keep', 'ceremony'], {
        cwd: folder,
      });
      expectChapter(played.stdout);
      expect(played.stdout.trimEnd().split('\n').at(-1)).toContain('`mofn demo --request`');
      const ceremony = join(folder, 'ceremony');
      const { stdout } = await run(
        process.execPath,
        [MOFN, 'approval', 'lint', 'approval.txt', '--json'],
        { cwd: ceremony },
      );
      expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
      expect(existsSync(join(ceremony, 'officer5.key'))).toBe(true);
      expect(readdirSync(join(ceremony, 'roster'))).toHaveLength(5);
      const printed = await followReadme(ceremony);
      expect(printed).toContain('2 of 2: the quorum is reached');
      expect(printed).toContain('what was done in this folder had no request');
      expect(printed.match(/officer5 +NO/g)).toHaveLength(4);
      await expect(
        run(process.execPath, [MOFN, 'demo', '--keep', 'ceremony'], { cwd: folder }),
      ).rejects.toMatchObject({ code: 3, stdout: '' });
    });

    it('leaves what auditors get, and pages to look at', async () => {
      const folderOfIt = join(folder, 'evidence');
      const { stdout } = await run(process.execPath, [MOFN, 'demo', '--evidence', folderOfIt]);
      expectChapter(stdout, EVIDENCE_TOLD);
      for (const page of ['report.html', 'create-officer.html', 'mofn.html']) {
        expect(readFileSync(join(folderOfIt, page), 'utf8')).toMatch(/^<!doctype html>/i);
      }
      expect(readdirSync(join(folderOfIt, 'dropped')).sort()).toEqual([
        'bob.request.json',
        'bob.token.json',
        'create-officer-policy.toml',
        'keys',
      ]);
    });

    it('plays the chapter of SDK 5 with no openssl at hand, to go on with its own console', async () => {
      const programs = join(folder, 'programs');
      mkdirSync(programs);
      for (const name of ['sh', 'mkdir', 'cp', 'sed', 'base64']) {
        const { stdout } = await run('sh', ['-c', `command -v ${name}`]);
        symlinkSync(stdout.trim(), join(programs, name));
      }
      const { stdout } = await run(process.execPath, [MOFN, 'demo', '--sdk5', '--keep', 'sdk5'], {
        cwd: folder,
        env: { ...process.env, PATH: programs },
      });
      expectChapter(stdout, SDK5_TOLD);
      const kept = JSON.parse(readFileSync(join(folder, 'sdk5', 'bob.json'), 'utf8'));
      expect(kept.signatures.map(({ username }: { username: string }) => username)).toEqual([
        'admin2',
        'admin3',
      ]);
      const { stdout: shown } = await run(
        process.execPath,
        [MOFN, 'hsm', 'show', '--hsm', 'cluster'],
        {
          cwd: join(folder, 'sdk5'),
        },
      );
      expect(shown.match(/CU bob$/gm)).toHaveLength(2);
    });
  }

  it('is told at once where no folder can be made', async () => {
    for (const place of ['/proc/none/x', '/dev/null/x']) {
      await expect(run(process.execPath, [MOFN, 'demo', '--keep', place])).rejects.toMatchObject({
        code: 3,
        stdout: '',
      });
    }
  });
});
