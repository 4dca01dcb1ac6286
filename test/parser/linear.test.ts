import { describe, expect, it } from 'vitest';
import { formatApproval } from '../../src/parser/format.ts';
import { lint } from '../../src/parser/lint.ts';
import { parseSource } from '../../src/parser/parse.ts';
import { writeApproval } from '../../src/parser/write.ts';

const SIZE = 1 << 18;

/** A quarter of a megabyte of one thing over and over. */
const full = (unit: string): string => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);

/** What has brought other parsers down: runs that a pattern could cut in many ways. */
const NASTY: Readonly<Record<string, string>> = {
  blanks: full(' '),
  'blanks and an x': `${full(' ')}x`,
  'tabs and carriage returns': full('\t\r'),
  'empty lines': full('\n'),
  'equals signs': full('='),
  'a field of equals signs': `Approver Type ${full('=')}`,
  'a field of equals signs with blanks': `Approver Type ${full('= ')}`,
  semicolons: full(';'),
  'a line of fields': full('Approver Type = 2; '),
  'a line of half fields': full('Approver Type; '),
  'a line of open fields': full('Approver Type = 2 '),
  'a line of keys': full('Approver Type'),
  hashes: full('#'),
  'a value of hashes': `Approver Name = ${full('a#')}`,
  'a value of blanks and hashes': `Approver Name = ${full(' #')};`,
  'an open value with blanks at its end': `Approver Name = a${full(' ')}`,
  'a key with blanks at its end': `x${full(' ')}=`,
  'a key with blanks between': `${full('x ')}= 1;`,
  'a value of blanks': `Approver Name =${full(' ')};`,
  letters: full('x'),
  NULs: full('\0'),
  'byte order marks': full('\xef\xbb\xbf'),
  quotes: full('"'),
  'approvers of one field': full('Approver Name = a;\n'),
  'approvers of one field, in turn': full('Approver Name = a;\nApprover Type = 2;\n'),
  'unknown fields': full('x = y;\n'),
  'stray lines': full('x\n'),
  comments: full('# x\n'),
  'indented comments': full('   # x\r\n'),
};

// It takes some hundredths of a second; where time grows with the square, minutes.
const DEADLINE = 10_000;

describe('a long run of', () => {
  it.each(Object.keys(NASTY))(
    '%s is parsed and written in no time',
    { timeout: DEADLINE },
    (name) => {
      const source = NASTY[name] ?? '';
      const document = parseSource(source);
      const { items, diagnostics, data } = document;
      expect(items.every((item) => item.end > item.start)).toBe(true);
      expect(diagnostics.length + data.approvers.length).toBeLessThanOrEqual(2 * source.length);
      expect(document.fields.every((field) => field.textBytes.includes(field.valueBytes))).toBe(
        true,
      );
      expect(Buffer.compare(writeApproval(document), Buffer.from(source, 'latin1'))).toBe(0);
    },
  );

  it.each(Object.keys(NASTY))('%s is formatted in no time', { timeout: DEADLINE }, (name) => {
    const document = parseSource(NASTY[name] ?? '');
    expect(formatApproval(document).data).toEqual(document.data);
  });

  it.each(Object.keys(NASTY))('%s is judged in no time', { timeout: DEADLINE }, (name) => {
    expect(lint(Buffer.from(NASTY[name] ?? '', 'latin1'))).not.toEqual([]);
  });
});
