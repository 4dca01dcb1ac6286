import { execFileSync } from 'node:child_process';
import { randomBytes, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { CloudhsmCli } from '../../src/cloudhsm-cli/console.ts';
import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import { WRONG_CAUSE_CODES } from '../../src/words/causes.ts';
import { IS_LONG } from '../support/how-many.ts';
import { takeKey } from '../support/keys.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { runCommand } from '../support/run-command.ts';
import { authDataFile, mfaFile, registrationFile, signDigest } from '../support/sdk5-files.ts';

const PAGE = readFileSync(new URL('../../docs/officer.md', import.meta.url), 'utf8');

it('docs/officer.md explains every cause of a wrong signature, and no other', () => {
  const explained = [...PAGE.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1]);
  expect(explained.toSorted()).toEqual(WRONG_CAUSE_CODES.toSorted());
});

it('docs/officer.md explains refusals that cloudhsm-cli has', () => {
  const [, chapter = ''] = /^### What cloudhsm-cli refuses with\n(.*?)^### /ms.exec(PAGE) ?? [];
  const explained = [...chapter.matchAll(/^\| `([^`]+)` \|/gm)].map(([, text]) => text);
  const fidelity = readFileSync(new URL('../../docs/fidelity.md', import.meta.url), 'utf8');
  expect(explained.length).toBeGreaterThan(5);
  expect(explained.filter((text) => !fidelity.includes(`\n| ${text} | \``))).toEqual([]);
});

/** By officer2. */
function expectSigned(message: Uint8Array, signature: Uint8Array): void {
  expect(verify('sha256', message, takeKey('officer2').publicKey, signature)).toBe(true);
}

const openssl = requireProgram('openssl');

// Each line of the page is a process or two: it is followed in the long version, and by CI.
if (IS_LONG) {
  /** The blocks marked `sh`, one after the other in one folder, as a reader would type them. */
  it.skipIf(!openssl.has)(
    `docs/officer.md: its commands lead to the quorum ${openssl.label}`,
    () => {
      const folder = makeOfficerFolder();
      const programs = mkdtempSync(join(tmpdir(), 'mofn-bin-'));
      try {
        for (const name of ['mofn', 'cloudhsm-cli']) {
          symlinkSync(resolve('bin', name), join(programs, name));
        }
        for (const made of [
          'officer1.token.sig1',
          'officer1.token.sig2',
          'approval.txt',
          'request.json',
        ]) {
          rmSync(join(folder, made));
        }
        const challenge = randomBytes(64);
        writeFileSync(join(folder, 'registration.json'), registrationFile(randomBytes(200)));
        writeFileSync(join(folder, 'login.json'), mfaFile(randomBytes(32), randomBytes(32)));
        const digests = [randomBytes(32), randomBytes(32)];
        writeFileSync(join(folder, 'authdata'), authDataFile(...digests));
        writeFileSync(join(folder, 'challenge'), `${challenge.toString('base64url')}==`);
        const run = (command: string): string =>
          execFileSync('bash', ['-euo', 'pipefail', '-c', command], {
            cwd: folder,
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'pipe'],
            env: { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` },
          });
        const blocks = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
        expect(blocks.length).toBeGreaterThan(5);
        const printed = blocks.map(run).join('');
        expect(printed).toContain('2 of 2: the quorum is reached');
        for (const warning of PAGE.match(/^warning: .*\n/gm) ?? [])
          expect(printed).toContain(warning);
        expect(printed).toContain('advice no-officer-to-spare');
        const combined = run('mofn approval show combined.txt --as device --json');
        expect(JSON.parse(combined).approvers.map(({ name }: { name: string }) => name)).toEqual([
          'officer1',
          'officer2',
        ]);
        expect(printed.match(/3 of 2: the quorum is reached/g)).toHaveLength(3);
        expect(printed.match(/^not signed$/gm)).toHaveLength(1);
        expect(printed.match(/Verified (OK|Successfully)/g)).toHaveLength(2);
        const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
        const signed = JSON.parse(read('registration.json')).tokens[0];
        expectSigned(
          Buffer.from(signed.approval_data, 'base64'),
          Buffer.from(signed.signed, 'base64'),
        );
        expect(JSON.parse(read('login.json')).tokens[1].signed).toMatch(/^[\w+/]{342}==$/);
        // By mofn and by openssl alone, it is the same.
        for (const name of ['authdata', 'authdata.signed']) {
          const { PublicKey, Data } = JSON.parse(read(name));
          expect(PublicKey).toBe(takeKey('officer2').publicPem);
          expect(Data.map(({ Signature }: { Signature: string }) => Signature)).toEqual(
            digests.map((digest) =>
              signDigest(digest, takeKey('officer2').privateKey).toString('base64'),
            ),
          );
        }
        expect(printed).toContain(
          'error json-syntax: expected a double quote at the end of the string, on the same line',
        );
        expect(read('pasted.json')).toBe(read('approved.json'));
        expect(read('again.json')).toBe(read('approved.json'));
        expectSigned(challenge, Buffer.from(read('answer'), 'base64url'));
        expect(printed).toContain('spent, deleted, gone with the log-in that got it');
        expect(run('mofn hsm show --hsm single').match(/CU alice$/gm)).toHaveLength(2);
      } finally {
        for (const made of [folder, programs]) rmSync(made, { recursive: true, force: true });
      }
    },
  );

  /** What a rehearsal's block has: a line to type, and what the page shows of its answer. */
  interface Typed {
    readonly line: string;
    /** The questions that the page shows, and the answer where it is none of success. */
    readonly shown: string;
  }

  function readRehearsal(): readonly (readonly Typed[])[] {
    const [, chapter = ''] = /^### Rehearse it: .*?\n(.*?)^### /ms.exec(PAGE) ?? [];
    return [...chapter.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = '']) =>
      [...block.matchAll(/^(\$ |aws-cloudhsm > )(.*)\n((?:(?!\$ |aws-cloudhsm > ).*\n)*)/gm)].map(
        ([, prompt = '', words = '', shown = '']) => ({
          line: prompt === '$ ' ? `$ ${words}` : words,
          shown,
        }),
      ),
    );
  }

  it('docs/officer.md: its rehearsal leads from a new cluster to a spent token', async () => {
    const folder = makeOfficerFolder();
    try {
      const blocks = readRehearsal();
      expect(blocks.length).toBe(5);
      const register = blocks[1] ?? [];
      const others = ['officer1', 'officer3'].map((name) =>
        register.map(({ line, shown }) => ({ line: line.replaceAll('officer2', name), shown })),
      );
      const typed = [...blocks.slice(0, 2), ...others, ...blocks.slice(2)].flat();
      const inShell = async (words: string): Promise<string> => {
        const { code, stdout, stderr } = await runCommand(words.split(' '), {
          cwd: folder,
          env: { MOFN_HSM: 'sdk5' },
        });
        expect({ words, code }).toEqual({ words, code: 0 });
        return stdout + stderr;
      };
      await inShell('hsm init sdk5');
      let printed = '';
      let explained = '';
      const answers: [string, string][] = [];
      const isTyped = ({ line }: Typed): boolean =>
        !/^\$ (?:mofn hsm init|export|cloudhsm-cli) /.test(line);
      async function* lines(): AsyncIterable<string> {
        for (const { line, shown } of typed.filter(isTyped)) {
          if (line.startsWith('$ ')) {
            explained = await inShell(line.replace(/^\$ mofn /, ''));
            continue;
          }
          printed = '';
          yield `${line}\n`;
          for (const _ of shown.match(/^(?:Enter|Confirm) password:$/gm) ?? []) yield 'password\n';
          answers.push([
            `${line}\n${shown}`,
            `${line}\n${printed.replace(/aws-cloudhsm > $/, '')}`,
          ]);
        }
      }
      await new CloudhsmCli({
        cluster: openCluster(join(folder, 'sdk5')),
        directory: folder,
        input: lines(),
        output: { write: (text) => (printed += text) },
        errors: { write: (text) => (printed += text) },
      }).runInteractive();
      expect(answers.length).toBe(typed.filter(({ line }) => !/^\$|^quit/.test(line)).length);
      for (const [shown, answer] of answers) {
        if (shown.includes('{')) expect(answer).toBe(shown);
        else expect(answer.replace(/^\{\n {2}"error_code": 0,.*/ms, '')).toBe(shown);
      }
      expect(explained).toContain('spent, deleted, gone with the log-in that got it');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
