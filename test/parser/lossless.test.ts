import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseApproval, parseSource } from '../../src/parser/parse.ts';
import { writeApproval } from '../../src/parser/write.ts';
import { anyFile, DOCUMENTED, runs } from './generators.ts';

it('gives back any bytes', () => {
  fc.assert(
    fc.property(anyFile, (source) => {
      const bytes = Buffer.from(source, 'latin1');
      expect(Buffer.compare(writeApproval(parseApproval(bytes)), bytes)).toBe(0);
    }),
    { numRuns: runs(100_000) },
  );
});

it('keeps the pieces of a field in order, end to end', () => {
  fc.assert(
    fc.property(anyFile, (source) => {
      for (const field of parseSource(source).fields) {
        const spans = [
          field.indentSpan,
          field.keySpan,
          field.separatorSpan,
          field.rawValueSpan,
          field.semicolonSpan ?? { start: field.rawValueSpan.end, end: field.rawValueSpan.end },
          field.tailSpan,
          field.lineEndSpan,
        ];
        let at = field.start;
        for (const { start, end } of spans) {
          expect(start).toBe(at);
          expect(end).toBeGreaterThanOrEqual(start);
          at = end;
        }
        expect(at).toBe(field.end);
        const { start: from, end: to } = field.rawValueSpan;
        expect(source.slice(from, to)).toContain(field.valueBytes);
      }
    }),
    { numRuns: runs(20_000) },
  );
});

it('has a place for each diagnostic', () => {
  fc.assert(
    fc.property(anyFile, (source) => {
      for (const { span, code } of parseSource(source).diagnostics) {
        expect(['missing-equals', 'missing-semicolon', 'stray-text']).toContain(code);
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeGreaterThanOrEqual(span.start);
        expect(span.end).toBeLessThanOrEqual(source.length);
      }
    }),
    { numRuns: runs(20_000) },
  );
});

it('reads a line alike wherever the text is cut for the lexer', () => {
  const block = DOCUMENTED.slice(DOCUMENTED.indexOf('# Approver 2'));
  // 60 copies are more than two cuts; the prefixes move the cuts over all places of a line.
  for (let prefix = 0; prefix < 400; prefix += 7) {
    const { items, approvers } = parseSource(`#${'x'.repeat(prefix)}\n${block.repeat(250)}`);
    expect(approvers).toHaveLength(250);
    expect(items).toHaveLength(1 + 250 * 6);
  }
});
