/**
 * Runs the cases of this folder within this process. `npm run cases` writes what they end with anew: what
 * changed is for a reader of the difference to judge.
 */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type CaseFile,
  type CaseOutcome,
  type CommandCase,
  formatCaseFile,
  parseCaseFile,
  splitWords,
} from '../support/case-file.ts';
import { RECORDED_FIXTURES } from '../support/openssl/fixtures.ts';
import { runCommand } from '../support/run-command.ts';

const FOLDER = import.meta.dirname;
const IS_RENEWING = process.env['MOFN_UPDATE'] === '1';
/** When all of them happen. */
const NOW = Date.UTC(2026, 0, 1, 12);

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));

describe.each(names)('%s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const file = parseCaseFile(text);

  if (IS_RENEWING) {
    it('is written anew', async () => {
      const cases: CommandCase[] = [];
      for (const one of file.cases) cases.push({ ...one, outcome: await runCase(file, one) });
      writeFileSync(join(FOLDER, name), formatCaseFile({ ...file, cases }));
    });
    return;
  }

  it('is as npm run cases writes it, and each case has a title of its own', () => {
    expect(formatCaseFile(file)).toBe(text);
    expect(new Set(file.cases.map(({ title }) => title)).size).toBe(file.cases.length);
  });

  it.each(file.cases)('$title', async (one) => {
    expect(await runCase(file, one)).toEqual(one.outcome);
  });
});

async function runCase(file: CaseFile, one: CommandCase): Promise<CaseOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-case-'));
  try {
    for (const name of file.fixtures) copyFixture(name, folder);
    for (const [name, content] of [...file.files, ...one.files]) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const before = readAll(folder);
    const [program, ...words] = splitWords(one.command);
    expect(program).toBe('mofn');
    const run = await runCommand(words, { cwd: folder, stdin: one.stdin, now: NOW });
    const wrote = [...readAll(folder)].filter(([name, content]) => before.get(name) !== content);
    const withoutFolder = (text: string): string => text.replaceAll(folder, '$PWD');
    return {
      exit: run.code,
      stdout: withoutFolder(run.stdout),
      stderr: withoutFolder(run.stderr),
      wrote: new Map(wrote),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyFixture(name: string, folder: string): void {
  copyFileSync(join(RECORDED_FIXTURES, name), join(folder, name));
  // As officers have them: git keeps no such modes.
  chmodSync(join(folder, name), 0o600);
}

function readAll(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
