import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLine } from '../src/split-line.ts';
import { quoteForShell } from '../src/words/quote-for-shell.ts';
import { howMany } from './support/how-many.ts';

const wordsOf = (line: string): readonly string[] | string => {
  const split = splitLine(line);
  return split.kind === 'words' ? split.words : split.kind;
};

describe('words', () => {
  it.each([
    ['', []],
    ['  user\t list  ', ['user', 'list']],
    [`attr.label="a b" 'c'd`, ['attr.label=a b', 'cd']],
    [`'' ""`, ['', '']],
    ['a\\ b \\\\ \\"', ['a b', '\\', '"']],
    [`'a\\b' "a\\b\\"\\\\\\$"`, ['a\\b', 'a\\b"\\$']],
    ['$HOME *.pem ; # ~', ['$HOME', '*.pem', ';', '#', '~']],
  ])('%s', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  // What a shell would expand or end a command at is left out.
  it('are those of sh', () => {
    const lines = fc
      .sample(
        fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '=', '-', '\n') }),
        howMany(300, 5_000),
      )
      // A newline ends a command for sh, but inside quotes and behind a backslash.
      .filter((line) => !line.replaceAll(/\\[\s\S]/g, '').includes('\n'))
      .map((line) => ({ line, split: splitLine(line) }))
      .flatMap(({ line, split }) => (split.kind === 'words' ? [{ line, words: split.words }] : []));
    const script = lines.map(({ line }) => `printf '%s\\0' ${line}; printf '\\1'`).join('\n');
    const printed = execFileSync('sh', [], { input: script, encoding: 'latin1' });
    // printf writes its format once where there are no words.
    const expected = lines.map(({ words }) => (words.length === 0 ? [''] : words));
    const bySh = printed.split('\u0001').slice(0, -1);
    expect(bySh.map((each) => each.split('\0').slice(0, -1))).toEqual(expected);
    expect(lines.length).toBeGreaterThan(50);
  });

  it('come back as they were quoted', () => {
    const word = fc.string().filter((each) => !quoteForShell(each).startsWith('$'));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(wordsOf(words.map(quoteForShell).join(' '))).toEqual(words);
      }),
    );
  });
});

describe('lines that are not whole', () => {
  it.each([
    ['user list \\', 'continues'],
    ['user "list\\', 'continues'],
    ["user 'list\\", 'open-quote'],
    ['user list \\\\', ['user', 'list', '\\']],
    ['user "list', 'open-quote'],
    ["it's", 'open-quote'],
  ])('%s', (line, expected) => {
    expect(wordsOf(line)).toEqual(expected);
  });

  // The documented session of `user change-quorum token-sign register`.
  it('are one with those that follow', () => {
    const line = 'register \\\n    --public-key /home/mypemfile \\\n    --signed-token /home/token';
    expect(wordsOf(line)).toEqual([
      'register',
      '--public-key',
      '/home/mypemfile',
      '--signed-token',
      '/home/token',
    ]);
    expect(wordsOf('user li\\\nst')).toEqual(['user', 'list']);
  });
});
