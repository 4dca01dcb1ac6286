import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAsDevice } from '../../src/parser/device.ts';
import { formatApproval } from '../../src/parser/format.ts';
import { parseSource } from '../../src/parser/parse.ts';
import { agreesWithDevice } from '../../src/parser/same-reading.ts';
import { anyFile, DOCUMENTED, runs } from './generators.ts';

const format = (source: string): string => formatApproval(parseSource(source)).source;

describe('formatApproval', () => {
  it('leaves the documented file as it is', () => {
    expect(format(DOCUMENTED)).toBe(DOCUMENTED);
  });

  it('brings each line into its form and puts blank lines between the sections', () => {
    const untidy = `

  #  Paths
Multi Token File Path=t   ;


Token File Path:;
# Count
number of  approvals = 2  ;   two of them
Approver Type = 2;# CO

Approver Name\t=\tofficer1
Approval File = s1;
# The second
Approver Type = 2; Approver Name = officer2; Approval File = s2;   `;
    expect(format(untidy)).toBe(`#  Paths
Multi Token File Path = t;
Token File Path = ;

# Count
Number of Approvals = 2; two of them

Approver Type = 2; # CO
Approver Name = officer1;
Approval File = s1;

# The second
Approver Type = 2;
Approver Name = officer2;
Approval File = s2;
`);
  });

  it('keeps CRLF, and leaves what it does not know as it is', () => {
    expect(format('  stray  \r\n Approvers = 2 ;\r\nToken File Path=x;\n')).toBe(
      '  stray  \r\n Approvers = 2 ;\r\nToken File Path = x;\r\n',
    );
  });

  it('hides from the device what must stay hidden', () => {
    // Shown, the doubled path would fill the header before the count is read.
    const doubled = ` Token File Path = ;
Multi Token File Path=t;
Token File Path = ;
Number of Approvals = 1;
Approver Type = 2;
Approver Name = a;
Approval File = f;
`;
    const formatted = format(doubled);
    expect(formatted).toMatch(/^ Token File Path = ;\nMulti Token File Path = t;\n/);
    expect(agreesWithDevice(parseSource(formatted))).toBe(true);
  });

  it('changes nothing that is written, nor what the device makes of it where that is the same', () => {
    fc.assert(
      fc.property(anyFile, (source) => {
        const before = parseSource(source);
        const after = formatApproval(before);
        expect(after.data).toEqual(before.data);
        const device = readAsDevice(Buffer.from(source, 'latin1'));
        if (agreesWithDevice(before)) {
          expect(readAsDevice(Buffer.from(after.source, 'latin1'))).toMatchObject({
            ...device,
            warnings: expect.anything(),
          });
        }
      }),
      { numRuns: runs(30_000) },
    );
  });

  it('keeps all comments', () => {
    const comments = (source: string): readonly string[] =>
      parseSource(source)
        .items.filter((item) => item.kind === 'comment')
        .map((item) => item.text.trim());
    fc.assert(
      fc.property(anyFile, (source) => {
        expect(comments(format(source))).toEqual(comments(source));
      }),
      { numRuns: runs(30_000) },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyFile, (source) => {
        const once = format(source);
        expect(format(once)).toBe(once);
      }),
      { numRuns: runs(30_000) },
    );
  });
});
