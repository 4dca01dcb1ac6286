import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSource } from '../../src/parser/parse.ts';
import { writeApproval } from '../../src/parser/write.ts';

const piece = fc.oneof(
  fc.constantFrom(
    'Approver Type',
    'Approver Name = a',
    'Token File Path',
    'approval file',
    '\xef\xbb\xbf',
  ),
  fc.constantFrom(' ', '\t', '\n', '\r\n', '\r', '=', ':', ';', '#', '"', '\0', '\xff', 'x'),
  fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((c) => String.fromCharCode(c)) }),
);

it('gives back any bytes', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      (source) => {
        expect(Buffer.from(writeApproval(parseSource(source))).toString('latin1')).toBe(source);
      },
    ),
    { numRuns: 2000 },
  );
});
