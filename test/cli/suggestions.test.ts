/**
 * A word that is typed wrong is answered with the one that may have been meant: commands, nouns, verbs, options,
 * and whatever else stands in a list.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { LAST_RULE, RULES } from '../../src/parser/lint/all-rules.ts';
import { SDK5_RULES } from '../../src/token/lint/all-rules.ts';
import { runCommand } from '../support/run-command.ts';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-suggest-'));
  writeFileSync(join(folder, 'seed.yaml'), 'flavour: clasic\n');
  expect(await runCommand(['hsm', 'init', 'c', '-q'], { cwd: folder })).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (words: readonly string[]) => runCommand(words, { cwd: folder });

describe('what a shell makes of a pattern', () => {
  it('is answered with the option that stands before each', async () => {
    const { code, stderr } = await run(['audit', '--log', 'a.log', 'my b.log', 'c.log']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error: one word too many: "my b.log"\n' +
        "hint: --log stands before each: --log 'my b.log'; mofn audit --help tells how it is used\n",
    });
    expect((await run(['audit', 'a.log'])).stderr).toContain('\nhint: mofn audit --help');
  });
});

/** The word with its last two letters exchanged, or its last one twice where they are the same. */
function misspell(word: string): string {
  const [last = '', before = ''] = [word.at(-1), word.at(-2)];
  return last === before ? word + last : word.slice(0, -2) + last + before;
}

const NOUNS = [...new Set(DEFINITIONS.map(({ path }) => path.split(' ')[0] ?? ''))];
const VERBS = DEFINITIONS.map(({ path }) => path).filter((path) => path.split(' ').length === 2);
const OPTIONS = DEFINITIONS.filter(({ raw }) => raw !== true).flatMap(({ path, options }) =>
  Object.keys(options)
    .slice(0, 1)
    .map((option) => [path, option] as const),
);
const CHOICES = DEFINITIONS.flatMap(({ path, options }) =>
  Object.entries(options).flatMap(([option, { choices = [] }]) =>
    choices.slice(0, 1).map((choice) => [path, option, choice] as const),
  ),
);
const LINT_CODES = [...new Set([...RULES, LAST_RULE, ...SDK5_RULES].map(({ code }) => code))];

/** Command lines, and the word that is suggested. */
const LINES: readonly (readonly [words: readonly string[], suggestion: string])[] = [
  ...NOUNS.map((noun) => [[misspell(noun)], noun] as const),
  [['verison'], 'version'],
  [['hlep'], 'help'],
  ...VERBS.map((path) => {
    const [noun = '', verb = ''] = path.split(' ');
    return [[noun, misspell(verb)], verb] as const;
  }),
  ...OPTIONS.map(
    ([path, option]) => [[...path.split(' '), `--${misspell(option)}`], `--${option}`] as const,
  ),
  ...CHOICES.map(
    ([path, option, choice]) =>
      [[...path.split(' '), `--${option}`, misspell(choice)], choice] as const,
  ),
  ...['add', 'drop', 'slow', 'list', 'clear'].map(
    (action) => [['hsm', 'fault', '--hsm', 'c', misspell(action)], action] as const,
  ),
  ...['set', 'advance', 'back', 'real'].map(
    (action) => [['hsm', 'clock', '--hsm', 'c', misspell(action), '1h'], action] as const,
  ),
  ...LINT_CODES.map((code) => [['approval', 'lint', '--explain', misspell(code)], code] as const),
];

describe('a word that is typed wrong', () => {
  it('has lines of every kind here', () => {
    for (const list of [NOUNS, VERBS, OPTIONS, CHOICES, LINT_CODES]) {
      expect(list.length).toBeGreaterThan(4);
    }
  });

  it.each(LINES)('%j: did you mean %s?', async (words, suggestion) => {
    const { code, stdout, stderr } = await run(words);
    expect(stderr).toContain(`did you mean "${suggestion}"?`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('is answered without a guess where none is near', async () => {
    for (const words of [['xyzzy'], ['approval', 'lint', '--explain', 'xyzzy'], ['hsm', 'xyzzy']]) {
      const { code, stderr } = await run(words);
      expect([code, stderr.includes('did you mean')]).toEqual([2, false]);
    }
  });

  it('is told of a flavour in a seed file', async () => {
    const { stderr } = await run(['hsm', 'init', 'new', '--from', 'seed.yaml']);
    expect(stderr).toContain("'clasic', expected one of classic");
  });
});

describe('approval lint --explain', () => {
  it.each(LINT_CODES)('%s', async (code) => {
    const { code: exit, stdout, stderr } = await run(['approval', 'lint', '--explain', code]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const rules = [...RULES, LAST_RULE, ...SDK5_RULES].filter((rule) => rule.code === code);
    expect(stdout.match(new RegExp(`^(error|warning|info) ${code}, in `, 'gm'))).toHaveLength(
      rules.length,
    );
    expect(stdout.match(/^ {2}instead of$/gm) ?? []).toHaveLength(
      rules.filter(({ example }) => example !== undefined).length,
    );
  });

  it('shows what the page says', async () => {
    const { stdout } = await run(['approval', 'lint', '--explain', 'missing-semicolon']);
    expect(stdout).toMatchInlineSnapshot(`
      "error missing-semicolon, in classic approval files
        a value has no \`;\` at its end
        Then the value goes on to the end of the line: for the device a comment on that line, blanks at its end, and the carriage return of a Windows line end are part of it. Where the file itself ends there, the device reads beyond its own memory, and what it makes of the value is undefined.
        --fix mends it where that needs no guessing
        instead of
          Approver Name = officer1 # the first
        write
          Approver Name = officer1;
      "
    `);
  });
});

it.each(['sign a --key k --note n', 'sign a --note n'])(
  'says what took the place of an option that is gone: %s',
  async (line) => {
    const { code, stdout, stderr } = await run(line.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'error: there is no --note any more\nhint: "mofn request new" writes down what is meant, ' +
        'to be signed with the token; mofn sign --help tells how it is used\n',
    );
  },
);
