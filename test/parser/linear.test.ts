import { describe, expect, it } from 'vitest';
import { formatApproval } from '../../src/parser/format.ts';
import { lint } from '../../src/parser/lint.ts';
import { parseSource } from '../../src/parser/parse.ts';
import { writeApproval } from '../../src/parser/write.ts';
import { expectLinear } from '../support/growth.ts';

/** Bytes of the files that are looked at whole: where something is called for each part of them, and each
 * call is still open when the next one begins, the stack does not hold it. */
const LARGE = 1 << 17;
/** Bytes of the smaller one of the files that are measured. */
const MEASURED = 1 << 13;

/** One thing over and over. */
const full =
  (unit: string, before = '', after = '') =>
  (size: number): string =>
    before + unit.repeat(Math.ceil(size / unit.length)).slice(0, size) + after;

/** What has brought other parsers down: runs that a pattern could cut in many ways. */
const NASTY: Readonly<Record<string, (size: number) => string>> = {
  blanks: full(' '),
  'blanks and an x': full(' ', '', 'x'),
  'tabs and carriage returns': full('\t\r'),
  'empty lines': full('\n'),
  'equals signs': full('='),
  'a field of equals signs': full('=', 'Approver Type '),
  'a field of equals signs with blanks': full('= ', 'Approver Type '),
  semicolons: full(';'),
  'a line of fields': full('Approver Type = 2; '),
  'a line of half fields': full('Approver Type; '),
  'a line of open fields': full('Approver Type = 2 '),
  'a line of keys': full('Approver Type'),
  hashes: full('#'),
  'a value of hashes': full('a#', 'Approver Name = '),
  'a value of blanks and hashes': full(' #', 'Approver Name = ', ';'),
  'an open value with blanks at its end': full(' ', 'Approver Name = a'),
  'a key with blanks at its end': full(' ', 'x', '='),
  'a key with blanks between': full('x ', '', '= 1;'),
  'a value of blanks': full(' ', 'Approver Name =', ';'),
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

const NAMES = Object.keys(NASTY);
const make = (name: string, size: number): string => (NASTY[name] ?? full(''))(size);

describe('a long run of', () => {
  it.each(NAMES)('%s is parsed and written in a time that grows with it', (name) => {
    const source = make(name, LARGE);
    const document = parseSource(source);
    const { items, diagnostics, data } = document;
    expect(items.every((item) => item.end > item.start)).toBe(true);
    expect(diagnostics.length + data.approvers.length).toBeLessThanOrEqual(2 * source.length);
    expect(document.fields.every((field) => field.textBytes.includes(field.valueBytes))).toBe(true);
    expect(Buffer.compare(writeApproval(document), Buffer.from(source, 'latin1'))).toBe(0);
    expectLinear((size) => {
      const text = make(name, size);
      return () => writeApproval(parseSource(text));
    }, MEASURED);
  });

  it.each(NAMES)('%s is formatted in a time that grows with it', (name) => {
    const document = parseSource(make(name, LARGE));
    expect(formatApproval(document).data).toEqual(document.data);
    expectLinear((size) => {
      const measured = parseSource(make(name, size));
      return () => formatApproval(measured);
    }, MEASURED);
  });

  it.each(NAMES)('%s is judged in a time that grows with it', (name) => {
    expect(lint(Buffer.from(make(name, LARGE), 'latin1'))).not.toEqual([]);
    expectLinear((size) => {
      const bytes = Buffer.from(make(name, size), 'latin1');
      return () => lint(bytes);
    }, MEASURED);
  });
});
