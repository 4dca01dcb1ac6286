import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arguments, readPlainArguments } from '../../src/cli/arguments/plain-arguments.ts';
import { readByYargs } from '../../src/cli/arguments/yargs-arguments.ts';
import { type CommandDefinition, defineCommand } from '../../src/cli/command.ts';
import { isCommandFailure } from '../../src/cli/command-failure.ts';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { howMany } from '../support/how-many.ts';

const SAMPLE = defineCommand({
  path: 'sample',
  summary: 'a command with every kind of option',
  positionals: [
    { name: 'first', describe: 'one', completes: 'text', required: true },
    { name: 'others', describe: 'more', completes: 'text', variadic: true },
  ],
  options: {
    out: { describe: 'a file', alias: 'o' },
    json: { type: 'boolean', describe: 'as JSON' },
    approver: { describe: 'several', array: true },
    format: { describe: 'a choice', choices: ['text', 'json'], default: 'text' },
    required: { type: 'number', describe: 'a number' },
  },
  examples: [],
});

/** What yargs makes of the words: arguments, or the mistake. */
function readByYargsOrMistake(
  definition: CommandDefinition,
  words: readonly string[],
): Arguments | string {
  try {
    return readByYargs(definition, words);
  } catch (thrown) {
    if (!isCommandFailure(thrown)) throw thrown;
    return thrown.message;
  }
}

/** Words of a definition's own options and others, as people and fuzzers type them. */
function wordsFor(definition: CommandDefinition): fc.Arbitrary<string[]> {
  const names = Object.entries(definition.options).flatMap(([name, { alias }]) =>
    alias === undefined ? [`--${name}`] : [`--${name}`, `-${alias}`],
  );
  const choices = Object.values(definition.options).flatMap((option) => option.choices ?? []);
  const value = fc.constantFrom(
    'a',
    'b.txt',
    '-',
    '1',
    '007',
    '1e3',
    '-5',
    '',
    'x=y',
    '"q"',
    'co:a=b',
    '--',
    ...choices,
  );
  const word = fc.oneof(
    fc.constantFrom(...names, '-q', '--quiet', '--no-json', '--unknown', '-x', '-oq', '--'),
    fc.tuple(fc.constantFrom(...names, '--quiet'), value).map(([name, v]) => `${name}=${v}`),
    value,
    fc.string({ maxLength: 4 }),
  );
  return fc.array(word, { maxLength: 7 });
}

describe('the two readers of the command line', () => {
  for (const definition of [SAMPLE, ...DEFINITIONS.filter(({ raw }) => raw !== true)]) {
    it(`agree on ${definition.path}`, () => {
      fc.assert(
        fc.property(wordsFor(definition), (words) => {
          const quick = readPlainArguments(definition, words);
          if (quick === undefined) return;
          expect(readByYargsOrMistake(definition, words)).toEqual(quick);
        }),
        { numRuns: howMany(200, 20_000) },
      );
    });
  }

  it('the quick one answers on what people type most', () => {
    expect(readPlainArguments(SAMPLE, ['t', '--out', '-', '--approver', 'a=b', '--json'])).toEqual({
      first: 't',
      others: [],
      out: '-',
      json: true,
      approver: ['a=b'],
      format: 'text',
      required: undefined,
      quiet: false,
      '--': [],
    });
  });

  it('what stands behind -- is no option, whatever it begins with', () => {
    expect(readByYargsOrMistake(SAMPLE, ['--json', '--', '--out', '-x'])).toMatchObject({
      first: '--out',
      others: ['-x'],
      json: true,
      out: undefined,
      '--': [],
    });
  });

  it.each([
    [['t', '--nope'], 'unknown option --nope'],
    [['t', '--required', 'x'], '--required takes a number'],
    [[], '<first> is missing'],
    [['t', '--format', 'xml'], '--format is one of text, json; found "xml"'],
  ])('yargs names the mistake in %j', (words, message) => {
    expect(readPlainArguments(SAMPLE, words)).toBeUndefined();
    expect(readByYargsOrMistake(SAMPLE, words)).toBe(message);
  });
});
