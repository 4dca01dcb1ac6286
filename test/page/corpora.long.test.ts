/** CLI and page agree: the same folders, in the command line, in the page's engine here, and in Chromium. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../../src/parser/lint/all-rules.ts';
import { SDK5_RULES } from '../../src/token/lint/all-rules.ts';
import { encodeTokens } from '../../src/token/record.ts';
import { makeOfficer, makeToken, Workbench } from '../ceremony/ceremony.ts';
import { CASES } from '../ceremony/wrong-signatures.ts';
import { CHROMIUM, type Chromium, type OpenedPage, startChromium } from '../support/chromium.ts';
import { takeKey } from '../support/keys.ts';
import { makeOfficerFolder, sampleRecord } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_KEY_TOKEN,
  PUBLIC_USER_TOKEN,
  quorumFile,
  registrationFile,
  sha256,
  signDigest,
} from '../support/sdk5-files.ts';
import { type Compared, compareAll } from './cli-answers.ts';
import { dropFolder, type Engine, engineHere, engineIn } from './engine-runs.ts';

/** A minute after tokens of the samples were made. */
const NOW = 1_700_000_060_000;
const openssl = requireProgram('openssl');
const root = mkdtempSync(join(tmpdir(), 'mofn-corpora-'));
const folders: string[] = [];
let browser: Chromium | undefined;
let opened: OpenedPage | undefined;
let inChromium: Engine | undefined;

beforeAll(async () => {
  if (!CHROMIUM.has) return;
  browser = await startChromium();
  opened = await browser.openFile(
    fileURLToPath(new URL('../../dist/page/mofn.html', import.meta.url)),
  );
  inChromium = await engineIn(opened);
});

afterAll(async () => {
  await opened?.[Symbol.asyncDispose]();
  await browser?.[Symbol.asyncDispose]();
  for (const folder of [root, ...folders]) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  return mkdtempSync(join(root, 'case-'));
}

function writeRoster(folder: string, ...names: readonly string[]): void {
  mkdirSync(join(folder, 'roster'));
  for (const name of names)
    writeFileSync(join(folder, `roster/${name}.pub`), takeKey(name).publicPem);
}

/** Asks the command line and both engines, which must say the same. */
async function expectAgreement(
  folder: string,
  given: { readonly roster?: string; readonly required?: number; readonly now?: number } = {},
): Promise<Compared> {
  const { now = NOW, ...more } = given;
  const options = { now, required: more.required };
  const here = await engineHere(dropFolder(folder), options);
  if (inChromium !== undefined) {
    const there = await inChromium(dropFolder(folder), options);
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
  }
  return compareAll(here, { folder, now, ...more });
}

describe(`the command line and the page ${CHROMIUM.label}`, () => {
  it('read all of the device corpus alike', async () => {
    const folder = newFolder();
    cpSync('test/golden/device-corpus/files', folder, { recursive: true });
    const compared = await expectAgreement(folder);
    expect(compared['approval show']).toBeGreaterThan(395);
    expect(compared['approval lint']).toBeGreaterThan(195);
    expect(compared['approval lint --fix']).toBeGreaterThan(50);
  });

  it('judge each example of a lint rule alike', async () => {
    const folder = newFolder();
    const head = 'Multi Token File Path = t;\nToken File Path = ;\n';
    for (const { code, example } of RULES) {
      if (example === undefined) continue;
      writeFileSync(join(folder, `${code}.txt`), `${head}${example.bad}`, 'latin1');
    }
    for (const { code, example } of SDK5_RULES) {
      if (example === undefined) continue;
      const { good, bad } = example;
      const text = PUBLIC_USER_TOKEN.includes(good) ? PUBLIC_USER_TOKEN.replace(good, bad) : bad;
      writeFileSync(join(folder, `${code}.json`), text, 'latin1');
    }
    writeRoster(folder, 'officer1', 'officer2');
    const compared = await expectAgreement(folder, { roster: 'roster' });
    expect(compared['approval lint']).toBeGreaterThan(30);
    expect(compared['approval status']).toBeGreaterThan(10);
  });

  it('say the same of a folder in the middle of a ceremony: token, requests, policies, approvals', async () => {
    const folder = makeOfficerFolder();
    folders.push(folder);
    for (const name of [
      'request.json',
      'request.1.json',
      'request.2.json',
      'policy.toml',
      'payment.json',
    ]) {
      rmSync(join(folder, name));
    }
    for (const officer of [1, 2, 3]) rmSync(join(folder, `officer${officer}.key`));
    const compared = await expectAgreement(folder, { roster: 'roster', required: 2 });
    expect(Object.keys(compared).sort()).toEqual([
      'approval lint',
      'approval show',
      'approval status',
      'policy check',
      'policy lint',
      'request show',
      'request verify',
      'token show',
    ]);
  });

  it('say the same by the keys of a policy, without a roster', async () => {
    const folder = makeOfficerFolder();
    folders.push(folder);
    for (const name of [
      'request.json',
      'request.1.json',
      'request.2.json',
      'payment.toml',
      'payment.json',
    ]) {
      rmSync(join(folder, name));
    }
    rmSync(join(folder, 'roster'), { recursive: true });
    for (const officer of [1, 2, 3]) rmSync(join(folder, `officer${officer}.pub`));
    const compared = await expectAgreement(folder);
    expect(compared['policy check']).toBe(2);
  });

  it('say the same of files of the newer command line', async () => {
    const data = encodeTokens([
      sampleRecord({ node: 0, nonce: 1 }),
      sampleRecord({ node: 1, nonce: 2 }),
    ]);
    const digest = sha256(data);
    const signed = (name: string, more: object = {}) => ({
      username: name,
      role: 'admin',
      signature: signDigest(digest, takeKey(name).privateKey).toString('base64'),
      ...more,
    });
    const records = [sampleRecord({ node: 0, nonce: 1 }), sampleRecord({ node: 1, nonce: 2 })];
    const quorum = (...signatures: readonly object[]) =>
      quorumFile(records, { service: 'user-management', signatures });
    const wrong = Buffer.alloc(256, 7).toString('base64');
    const files: Readonly<Record<string, string | Uint8Array>> = {
      'user.json': PUBLIC_USER_TOKEN,
      'key.json': PUBLIC_KEY_TOKEN,
      'none.json': quorum(),
      'both.json': quorum(signed('officer1'), signed('officer2')),
      'other.json': quorum(signed('officer1', { username: 'officer2' }), signed('officer3')),
      'wrong.json': quorum(signed('officer1'), signed('officer2', { signature: wrong })),
      'role.json': quorum(signed('officer1', { role: 'crypto-user' })),
      'twice.json': quorum(signed('officer1'), signed('officer1')),
      'bad-base64.json': quorum(signed('officer1', { signature: 'AA A=' })),
      'registration.json': registrationFile(data),
      'mfa.json': mfaFile(digest),
      'auth.json': authDataFile(digest),
      'cut.json': PUBLIC_USER_TOKEN.slice(0, 300),
    };
    const folder = newFolder();
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    writeRoster(folder, 'officer1', 'officer2', 'officer3');
    const compared = await expectAgreement(folder, { roster: 'roster' });
    expect(compared['token show']).toBeGreaterThan(9);
    expect(compared['approval status']).toBeGreaterThan(8);
  });
});

describe.skipIf(!openssl.has)(
  `causes of wrong signatures ${openssl.label} ${CHROMIUM.label}`,
  () => {
    it('are the same in the page', async () => {
      const bench = new Workbench();
      folders.push(bench.folder);
      for (const name of ['officer1', 'officer3', 'stranger']) bench.writeKey(makeOfficer(name));
      bench.write('officer1.token', makeToken());
      bench.write('other.token', makeToken({ nonce: 9 }));
      bench.write('notes.txt', 'buy milk');
      let compared: Compared = {};
      let cases = 0;
      for (const { command } of CASES) {
        const signature = makeSignature(bench, command);
        if (signature === undefined) continue;
        const folder = newFolder();
        writeFileSync(join(folder, 'officer1.token'), makeToken());
        writeFileSync(join(folder, 'other.token'), makeToken({ nonce: 9 }));
        writeFileSync(join(folder, 'notes.txt'), 'buy milk');
        writeFileSync(join(folder, 'made.sig'), signature);
        writeFileSync(join(folder, 'approval.txt'), APPROVAL);
        mkdirSync(join(folder, 'roster'));
        for (const name of ['officer1', 'officer3']) {
          writeFileSync(join(folder, `roster/${name}.pub`), bench.read(`${name}.pub`));
        }
        compared = {
          ...compared,
          ...(await expectAgreement(folder, { roster: 'roster', required: 2 })),
        };
        cases += 1;
      }
      expect(cases).toBeGreaterThan(40);
      expect(compared['approval status']).toBe(1);
    });
  },
);

const APPROVAL = `Multi Token File Path = officer1.token;
Token File Path = ;
Number of Approvals = 1;
Approver Type = 2;
Approver Name = officer1;
Approval File = made.sig;
`;

/** What is made in a shell that this machine has not all for is left out. */
function makeSignature(bench: Workbench, command: string): Uint8Array | undefined {
  try {
    return bench.run(command);
  } catch {
    return undefined;
  }
}
