/**
 * Each hint that is a command does what it promises when it is pasted, whatever the files are called: the cause
 * is told or gone, and nothing else is lost.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeFailure } from '../../../src/words/failures/index.ts';
import { makeOfficerFolder } from '../../support/officer-folder.ts';
import { requireProgram } from '../../support/requirements.ts';
import { type CommandRun, runCommand } from '../../support/run-command.ts';
import { HINT_CASES, HintFolder, listFailures } from './paste-cases.ts';

const openssl = requireProgram('openssl');
const NAMES = ["it's $HOME & ü", 'cr\r a\u0085b'];

/** Each under one of the names. */
const CASES = HINT_CASES.map((one, at) => ({ ...one, name: NAMES[at % NAMES.length] ?? '' }));

let model: string;
let here: HintFolder;

beforeAll(() => {
  model = makeOfficerFolder();
});
afterAll(() => rmSync(model, { recursive: true, force: true }));
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-paste-'));
  cpSync(model, folder, { recursive: true });
  here = new HintFolder(folder);
  return () => rmSync(folder, { recursive: true, force: true });
});

const mofn = (words: readonly string[], stdin = ''): Promise<CommandRun> =>
  runCommand(words, { cwd: here.folder, stdin });

const PROGRAMS = 'cd|chmod|ls|mkdir|mofn|rm|sha256sum';

/** The commands of the hints and warnings in a text: between `"`, or behind a colon or semicolon to the line's end. */
function findCommands(text: string): readonly string[] {
  const between = new RegExp(
    `"((?:${PROGRAMS}) [^"]*)"|[:;] ((?:${PROGRAMS}) .*)$|with (mofn hsm (?:console|cli) .*)$`,
    'gm',
  );
  return [...text.matchAll(between)].map(([, quoted, last, console]) =>
    (quoted ?? last ?? console ?? '').replace(/ says what that may come to$/, ''),
  );
}

/** Words as a shell takes them. */
function parseWords(line: string): readonly string[] {
  const printed = execFileSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

async function paste(command: string, stdin: string | undefined) {
  if (command.startsWith('mofn ')) return mofn(parseWords(command.slice(5)), stdin);
  const stdout = execFileSync('bash', ['-ec', command], { cwd: here.folder, encoding: 'utf8' });
  return { code: 0, stdout, stderr: '' };
}

/** What the files of the folder hold. */
function readAll(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .filter((name) => lstatSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

describe.skipIf(!openssl.has)(`what is pasted ${openssl.label}`, () => {
  it.each(CASES)(
    'helps against $what, of $name',
    async ({ name, prepare, before, words, stdin, after, says }) => {
      prepare(here, name);
      if (before !== undefined) expect(await mofn(before(name))).toMatchObject({ code: 0 });
      const first = await mofn(words(name), stdin);
      const commands = findCommands(first.stderr);
      expect(commands, first.stderr).not.toEqual([]);
      const old = readAll(here.folder);
      let told = '';
      for (const command of commands) {
        const { code, stdout, stderr } = await paste(command, stdin);
        if (after === 'told') expect(code, command + stderr).toBeLessThan(2);
        told += stdout + stderr;
      }
      const found = readAll(here.folder);
      expect([...old.keys()].filter((file) => found.get(file) !== old.get(file))).toEqual([]);
      if (says !== undefined) expect(told).toContain(says);
      if (after === 'told') return;
      const last = await mofn(after(name), stdin);
      expect(last.code, last.stderr).toBe(0);
      expect(findCommands(last.stderr).filter((command) => commands.includes(command))).toEqual([]);
    },
  );
});

describe.skipIf(!openssl.has)(`verify --explain ${openssl.label}`, () => {
  it.each([...NAMES, '-dash'])('is pasted with files called %j', async (name) => {
    for (const [from, to] of [
      ['officer1.token', name],
      ['officer1.token.sig1', `${name}.sig`],
      ['officer1.pub', `${name}.pub`],
    ] as const) {
      here.copy(from, to);
    }
    here.write('key.pem', 'of somebody');
    const words = [`--signature=${name}.sig`, `--key=${name}.pub`, '--explain', `./${name}`];
    const { code, stdout, stderr } = await mofn(['verify', ...words]);
    expect(code, stderr).toBe(0);
    const script = stdout.slice(stdout.indexOf('\n') + 1);
    const printed = execFileSync('bash', ['-c', script], { cwd: here.folder, encoding: 'utf8' });
    expect(printed).toContain('Verified OK');
    expect(readFileSync(here.at('key.pem'), 'utf8')).toBe('of somebody');
  });
});

describe.each([...NAMES, '-dash'])('a name that is %j', (name) => {
  it.each(listFailures(name))('survives a shell in the hint of $code', (failure) => {
    const { hint = '' } = describeFailure(failure);
    const [, quoted, last = ''] = /"((?:ls|df) [^"]*)"|: ((?:rm|openssl|ssh-keygen) .*)$/.exec(
      hint.replace(', which takes as long as that is', ''),
    ) ?? [hint];
    const [program, ...words] = parseWords(quoted ?? last);
    expect(program).toMatch(/^(ls|df|rm|openssl|ssh-keygen)$/);
    const path = name.startsWith('-') ? `./${name}` : name;
    expect([path, `${path}/..`]).toContain(words.find((word) => word.includes(name)));
  });
});

/** Beginnings of commands in what people read. */
const COMMAND =
  /(?:["(]|: |with )(?:mofn |ls |rm |chmod |mkdir |cp |sha256sum |cd |ssh-keygen |openssl )[^"]*\$\{/;

/** Which are tried elsewhere, or where nothing can bring them about in a test. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'src/cli/commands/approval/status/next-steps.ts': 'test/ceremony/hints.test.ts',
  'src/cli/commands/approval/new/refuse-existing.ts': 'test/cli/taken-names.test.ts',
  'src/cli/commands/approval/lint/run.ts': 'test/cli/approval-lint.test.ts',
  'src/words/diagnostics/named-files.ts': 'test/ceremony/hints.test.ts: the cd of status',
  'src/cli/commands/ceremony/run/hold.ts': 'test/cli/ceremony-run.test.ts',
  'src/cli/commands/hsm/clock/run.ts': 'no name is in it: test/cli/hsm-operator.test.ts',
  'src/cli/commands/demo/chapter.ts': 'test/cli/demo.test.ts',
  'src/cli/commands/demo/sdk5-chapter.ts': 'test/cli/demo.test.ts',
  'src/cli/commands/verify/explain.ts': 'above',
  'src/cli/commands/hsm/doctor/hints': 'test/cli/doctor',
  'src/cli/commands/hsm/dump/encode-dump.ts': 'a cluster of 256 MiB: test/cli/dump-limit.test.ts',
  'src/words/failures/signer.ts': 'above, as asking on the terminal',
  'src/words/system-hints.ts': 'above, as of rights and of full disks',
  'src/words/failures/hsm-state.ts: `"ls': 'above, as of rights',
  'src/words/folder-trouble.ts': 'test/cli/ceremony-status.test.ts',
  'src/cli/commands/approval/refuse-token-file.ts': 'it has words in capitals to be filled in',
  'src/words/failures/files.ts': 'above, as of locks',
  'src/words/failures/ceremony-record.ts: : `if nobody': 'above, as of locks',
};

function listSources(): readonly string[] {
  return ['src/words', 'src/cli'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
}

it('has each hint with a name in it', () => {
  const tried = HINT_CASES.flatMap(({ from }) => from);
  const missing: string[] = [];
  for (const file of listSources()) {
    const text = readFileSync(file, 'utf8');
    for (const line of text.split('\n')) {
      const place = `${file}: ${line.trim()}`;
      if (Object.keys(ELSEWHERE).some((known) => place.startsWith(known))) continue;
      if (/^\s*(\*|\/\/)/.test(line) || !COMMAND.test(line)) continue;
      const shown = line.replaceAll('${', '<').replaceAll('}', '>');
      if (!tried.some((from) => shown.includes(from))) missing.push(place);
    }
  }
  expect(missing).toEqual([]);
});
