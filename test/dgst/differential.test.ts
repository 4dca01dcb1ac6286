import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASES, type DgstCase } from './cases.ts';
import { makeFixtures, requireOpenssl30 } from './fixtures.ts';
import { type Outcome, runMofn, runOpenssl, summarize } from './run-case.ts';

const openssl = requireOpenssl30();

describe.skipIf(!openssl.has)(`mofn dgst beside openssl dgst ${openssl.label}`, () => {
  let fixtures: string;
  let before: Record<string, string>;

  beforeAll(() => {
    fixtures = makeFixtures();
    before = summarize(fixtures);
  });
  afterAll(() => {
    rmSync(fixtures, { recursive: true, force: true });
  });

  test('they are given enough command lines, each once', () => {
    const seen = Object.values(CASES)
      .flat()
      .map(({ args, stdin, env }) => JSON.stringify([args, stdin, env]));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(150);
  });

  for (const [group, cases] of Object.entries(CASES)) {
    describe(group, () => {
      test.each(cases.map((one) => [describeCase(one), one] as const))('%s', async (_, one) => {
        const theirs = await runOpenssl(one, fixtures);
        const ours = await runMofn(one, fixtures);
        if (one.differs !== undefined) expectDifference(one.differs, ours, theirs, fixtures);
        else if (one.random !== undefined) expectGoodSignature(one.random, ours, theirs, fixtures);
        else expect(comparable(ours)).toEqual(comparable(theirs));
      });
    });
  }

  test('nothing was written where nothing was to be written', () => {
    expect(summarize(fixtures)).toEqual(before);
  });

  test('every difference stands in docs/openssl.md, and there are no others in it', () => {
    const page = readFileSync('docs/openssl.md', 'utf8');
    const named = [...page.matchAll(/^### `([a-z0-9-]+)`/gm)].map(([, name]) => name);
    const tried = Object.values(CASES)
      .flat()
      .flatMap(({ differs }) => (differs === undefined ? [] : [differs.as]));
    expect(named.toSorted()).toEqual([...new Set(tried)].toSorted());
  });
});

function describeCase({ args, stdin, env }: DgstCase): string {
  const shown = args.map((word) => (/^[\w./:=-]+$/.test(word) ? word : JSON.stringify(word)));
  const after = stdin === undefined ? '' : ` <<< ${JSON.stringify(stdin)}`;
  const before = env === undefined ? '' : `${JSON.stringify(env)} `;
  return `${before}dgst ${shown.join(' ')}${after}`;
}

function comparable({ code, stdout, stderr, files }: Outcome): unknown {
  return { code, stdout: stdout.toString('latin1'), stderr, files };
}

function expectDifference(
  differs: NonNullable<DgstCase['differs']>,
  ours: Outcome,
  theirs: Outcome,
  fixtures: string,
): void {
  expect(comparable(ours)).not.toEqual(comparable(theirs));
  expect({ code: ours.code, stderr: ours.stderr }).toEqual({
    code: differs.code,
    stderr: differs.stderr,
  });
  if (differs.keeps === undefined) return;
  const before = readFileSync(join(fixtures, differs.keeps));
  expect(ours.files[differs.keeps]?.split(' ')[0]).toBe(String(before.length));
  expect(theirs.files[differs.keeps]).not.toBe(ours.files[differs.keeps]);
}

function expectGoodSignature(
  { pub, options = [], hex = false }: NonNullable<DgstCase['random']>,
  ours: Outcome,
  theirs: Outcome,
  fixtures: string,
): void {
  expect(ours.code).toBe(0);
  expect(theirs.code).toBe(0);
  expect(ours.stderr).toBe(theirs.stderr);
  expect(Object.keys(ours.files)).toEqual(Object.keys(theirs.files));
  if (ours.out !== undefined) expect(ours.stdout).toEqual(theirs.stdout);
  for (const { out, stdout } of [ours, theirs]) {
    const folder = mkdtempSync(join(tmpdir(), 'mofn-dgst-signature-'));
    const path = join(folder, 'signature');
    writeFileSync(path, out ?? (hex ? decodeLine(stdout) : stdout));
    const args = ['dgst', '-verify', pub, '-signature', path, ...options, 'msg'];
    const answer = execFileSync('openssl', args, { cwd: fixtures, encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(answer).toBe('Verified OK\n');
  }
  if (hex) expect(labelOf(ours.stdout)).toBe(labelOf(theirs.stdout));
}

function decodeLine(stdout: Buffer): Buffer {
  return Buffer.from(stdout.toString('latin1').trim().split('= ')[1] ?? '', 'hex');
}

function labelOf(stdout: Buffer): string | undefined {
  return stdout.toString('latin1').split('= ')[0];
}
