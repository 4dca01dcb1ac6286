import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireProgram } from '../support/requirements.ts';

const [openssl, unzip] = [requireProgram('openssl'), requireProgram('unzip')];
const PAGE = readFileSync(new URL('../../docs/evidence.md', import.meta.url), 'utf8');
const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** A rehearsal has a cluster, keys and a dozen programs in it. */
const LONG = 180_000;

/** The commands of a block, as ```` ```sh NAME ```` begins it. */
function blockOf(text: string, name: string): string {
  const [, commands] = new RegExp(`^\`\`\`sh ${name}\n(.*?)^\`\`\`$`, 'ms').exec(text) ?? [];
  if (commands === undefined) throw new Error(`no block ${name}`);
  return commands;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-evidence-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes a folder that has the examples in it. */
function makeWithExamples(name: string): string {
  const work = join(folder, name);
  cpSync('examples', work, { recursive: true });
  cpSync('examples', join(work, 'examples'), { recursive: true });
  return work;
}

/** Runs lines one after the other. */
function runIn(work: string, commands: string): string {
  return execFileSync('bash', ['-euo', 'pipefail', '-c', commands], {
    cwd: work,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${resolve('bin')}${delimiter}${process.env['PATH'] ?? ''}` },
  });
}

describe.skipIf(!openssl.has || !unzip.has)(
  `what the pages say of bundles ${openssl.label}${unzip.label}`,
  () => {
    it('is done: made, verified, vouched for, and checked without mofn', { timeout: LONG }, () => {
      const printed = runIn(
        makeWithExamples('page'),
        ['bundle', 'vouched', 'recheck'].map((name) => blockOf(PAGE, name)).join(''),
      );
      expect(printed).toMatch(/nobody/);
      expect(printed).toMatch(/\nOK\b.*\n$/);
      expect(printed).not.toContain('FAILED');
    });

    it('is done as the README has it, in an empty folder', { timeout: LONG }, () => {
      const work = join(folder, 'readme');
      mkdirSync(work);
      const printed = runIn(work, blockOf(README, 'evidence'));
      expect(printed).not.toContain('FAILED');
      expect(printed).toMatch(/SHA-256 of "evidence\.zip": [0-9a-f]{64}\n/);
    });
  },
);
