import { describe, expect, it } from 'vitest';
import { formatApproval } from '../../src/parser/format.ts';
import { lint } from '../../src/parser/lint.ts';
import { parseSource } from '../../src/parser/parse.ts';
import { writeApproval } from '../../src/parser/write.ts';
import { expectLinear } from '../support/growth.ts';
import { NASTY } from './nasty-texts.ts';

/** Bytes of the files that are looked at whole: where something is called for each part of them, and each
 * call is still open when the next one begins, the stack does not hold it. */
const LARGE = 1 << 17;
/** Bytes of the larger one of the files that are measured. */
const MEASURED = 1 << 14;

const NAMES = Object.keys(NASTY);
const make = (name: string, size: number): string => NASTY[name]?.(size) ?? '';

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
