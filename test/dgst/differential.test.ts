import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OpensslAnswers, recordBytes, requireOpensslAnswers } from '../support/openssl/answers.ts';
import { makeFixtures } from '../support/openssl/fixtures.ts';
import { requireProgram } from '../support/requirements.ts';
import { CASES, type DgstCase } from './cases.ts';
import { type Outcome, runMofn, runOpenssl, summarize } from './run-case.ts';

const answering = requireOpensslAnswers();
const openssl = requireProgram('openssl');
const answers = new OpensslAnswers<Recorded>('dgst');

/** What is recorded of a run of openssl. */
interface Recorded {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly files: Readonly<Record<string, string>>;
}

describe.skipIf(!answering.has)(`mofn dgst beside openssl dgst ${answering.label}`, () => {
  let fixtures: string;
  let before: Record<string, string>;

  beforeAll(() => {
    fixtures = makeFixtures();
    before = summarize(fixtures);
  });
  afterAll(() => {
    rmSync(fixtures, { recursive: true, force: true });
    answers.save();
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
      for (const one of cases) {
        const { random, differs } = one;
        const needs = random === undefined ? '' : ` ${openssl.label}`;
        const name = describeCase(one);
        test.skipIf(random !== undefined && !openssl.has)(`${name}${needs}`, async () => {
          const theirs = await answers.to(name, async () => {
            const outcome = await runOpenssl(one, fixtures);
            if (random !== undefined) expectGoodSignature(random, outcome, fixtures);
            return record(outcome, one);
          });
          const outcome = await runMofn(one, fixtures);
          const ours = record(outcome, one);
          if (differs !== undefined) return expectDifference(differs, ours, theirs);
          expect(ours).toEqual(theirs);
          if (random !== undefined) expectGoodSignature(random, outcome, fixtures);
        });
      }
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

/** What is another each time is left out: random signatures, but for their labels and the names of files. */
function record(
  { code, stdout, stderr, files, out }: Outcome,
  { random, differs }: DgstCase,
): Recorded {
  const names = Object.fromEntries(Object.keys(files).map((name) => [name, 'another each time']));
  if (differs?.varies === true) {
    return { code, stdout: '', stderr: stderr.replaceAll(/0x[0-9a-f]+/g, '0x…'), files: names };
  }
  if (random === undefined) return { code, stdout: recordBytes(stdout), stderr, files };
  const shown =
    out !== undefined ? recordBytes(stdout) : random.hex === true ? labelOf(stdout) : '';
  return { code, stdout: shown, stderr, files: names };
}

function expectDifference(
  { code, stderr, keeps }: NonNullable<DgstCase['differs']>,
  ours: Recorded,
  theirs: Recorded,
): void {
  expect(ours).not.toEqual(theirs);
  expect({ code: ours.code, stderr: ours.stderr }).toEqual({ code, stderr });
  if (keeps === undefined) return;
  expect(Object.keys(ours.files)).not.toContain(keeps);
  expect(Object.keys(theirs.files)).toContain(keeps);
}

/** Has openssl check the signature. */
function expectGoodSignature(
  { pub, options = [], hex = false }: NonNullable<DgstCase['random']>,
  { code, out, stdout }: Outcome,
  fixtures: string,
): void {
  expect(code).toBe(0);
  const folder = mkdtempSync(join(tmpdir(), 'mofn-dgst-signature-'));
  const path = join(folder, 'signature');
  writeFileSync(path, out ?? (hex ? decodeLine(stdout) : stdout));
  const args = ['dgst', '-verify', pub, '-signature', path, ...options, 'msg'];
  const { stdout: verdict } = spawnSync('openssl', args, { cwd: fixtures, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(verdict).toBe('Verified OK\n');
}

function decodeLine(stdout: Buffer): Buffer {
  return Buffer.from(stdout.toString('latin1').trim().split('= ')[1] ?? '', 'hex');
}

function labelOf(stdout: Buffer): string {
  return stdout.toString('latin1').split('= ')[0] ?? '';
}
