import { describe, expect, it } from 'vitest';
import { isInnerPath } from '../../../src/ceremony/script/values.ts';
import { GOOD, read } from './scripts.ts';

/** What is read of a text of some lines, as it stands between quotes in TOML. */
function readText(quoted: string): string | undefined {
  return read(GOOD.replace('text = "Compare the digests."', `text = "${quoted}"`)).script?.steps[1]
    ?.text;
}

describe('text of some lines', () => {
  it.each([
    ['is without the line ends around it', '\\n\\nTo do:\\n\\n  this\\n  \\n', 'To do:\n\n  this'],
    ['keeps the blanks of its first line', '\\n  this', '  this'],
    ['has the line ends of one system', 'one\\r\\ntwo\\r\\n', 'one\ntwo'],
    ['may have tabs', 'one\\ttwo', 'one\ttwo'],
    ['is of 2000 characters at most', 'x'.repeat(2000), 'x'.repeat(2000)],
  ])('%s', (_what, quoted, text) => {
    expect(readText(quoted)).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['line ends alone', '\\r\\n\\n'],
    ['blanks alone', '  '],
    ['more than 2000 characters', 'x'.repeat(2001)],
    ['a carriage return alone', 'one\\rtwo'],
    ['an escape', '\\u001b[2J'],
    ['what turns the direction of a line', 'one\\u202etwo'],
    ['a line separator', 'one\\u2028two'],
  ])('is not %s', (_what, quoted) => {
    expect(readText(quoted)).toBeUndefined();
  });
});

describe('isInnerPath', () => {
  const PART = 'x'.repeat(100);

  it.each(['a', 'a/b', '-a_B.9/c..d', 'rehearsals/record.jsonl', `${PART}/${PART.slice(1)}`])(
    'takes %s',
    (path) => {
      expect(isInnerPath(path)).toBe(true);
    },
  );

  it.each([
    '',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/../b',
    'a/.b',
    'a\\b',
    'a b',
    'a\n',
    '\u00e4',
    'rehearsal',
    'Rehearsal/a',
    'record.jsonl',
    'CEREMONY.TOML',
    `${PART}x`,
    `${PART}/${PART}`,
  ])('takes no %j', (path) => {
    expect(isInnerPath(path)).toBe(false);
  });
});
