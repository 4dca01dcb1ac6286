import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../src/failure.ts';
import { readAsDevice } from '../../src/parser/device.ts';
import { parseApproval } from '../../src/parser/parse.ts';
import { type FieldText, fromByteString, toByteString } from '../../src/parser/text.ts';
import { type NewApproval, writeApproval } from '../../src/parser/write.ts';
import { describeFailure } from '../../src/words/failures/index.ts';
import { runs, writableData } from './generators.ts';

const DATA: NewApproval = {
  multiTokenFilePath: 'officer1.token',
  tokenFilePath: '',
  approvers: [
    { type: 2, name: 'officer1', file: 'officer1.token.sig1' },
    { type: 1, name: 'bob', file: 'a # b.sig' },
  ],
};

const PLAIN = `Multi Token File Path = officer1.token;
Token File Path = ;

Number of Approvals = 2;

Approver Type = 2;
Approver Name = officer1;
Approval File = officer1.token.sig1;

Approver Type = 1;
Approver Name = bob;
Approval File = a # b.sig;
`;

function write(data: NewApproval, comments = false): string {
  return Buffer.from(writeApproval(data, { comments })).toString('latin1');
}

/** The message of a refusal. */
function refusal(data: NewApproval): string {
  try {
    write(data);
  } catch (error) {
    if (isFailure(error) && error.kind === 'usage') return describeFailure(error).message;
    throw error;
  }
  return 'not refused';
}

const withPath = (multiTokenFilePath: string): NewApproval => ({ ...DATA, multiTokenFilePath });
const withName = (name: string): NewApproval => ({
  ...DATA,
  approvers: [{ type: 2, name, file: 'f' }],
});

describe('writeApproval of data', () => {
  it('has the documented layout', () => {
    expect(write(DATA)).toBe(PLAIN);
  });

  it('has the same lines with comments between', () => {
    const commented = write(DATA, true);
    expect(commented).toMatch(/^# Approver 1$/m);
    expect(commented.replace(/^#.*\n/gm, '').replace(/ # 2 is.*/g, '')).toBe(PLAIN);
  });

  it('is read by the device as it was given', () => {
    fc.assert(
      fc.property(writableData, fc.boolean(), (data, comments) => {
        expect(readAsDevice(writeApproval(data, { comments }))).toEqual({
          ...data,
          numberOfApprovals: data.approvers.length,
          warnings: [],
          error: null,
        });
      }),
      { numRuns: runs(20_000) },
    );
  });

  it('is read as it was given, but for blanks around', () => {
    const trim = (text: FieldText): FieldText =>
      fromByteString(toByteString(text).replace(/^[ \t\r\v\f]+|[ \t\r\v\f]+$/g, ''));
    fc.assert(
      fc.property(writableData, (data) => {
        expect(parseApproval(writeApproval(data)).data).toEqual({
          multiTokenFilePath: trim(data.multiTokenFilePath),
          tokenFilePath: trim(data.tokenFilePath),
          numberOfApprovals: data.approvers.length,
          approvers: data.approvers.map(({ type, name, file }) => ({
            type,
            name: trim(name),
            file: trim(file),
          })),
        });
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [withPath('a;b'), '"Multi Token File Path" cannot be "a;b": a ";" ends the value'],
    [withPath('a\nb'), '"Multi Token File Path" cannot be "a\\nb": a line break ends the value'],
    [withPath('a\0'), '"Multi Token File Path" cannot be "a\\u0000": a NUL ends the value'],
    [withPath(' a'), 'blanks, ":" and "=" at the beginning are skipped'],
    [withPath('=a'), 'blanks, ":" and "=" at the beginning are skipped'],
    [withPath(':a'), 'blanks, ":" and "=" at the beginning are skipped'],
    [withPath(''), '"Multi Token File Path" is empty'],
    [withPath('a'.repeat(256)), 'it has 256 bytes, and the device takes 255'],
    [withPath('\u20ac'.repeat(86)), 'it has 258 bytes, and the device takes 255'],
    [withPath('\ud800'), 'half of a surrogate pair'],
    [{ ...DATA, tokenFilePath: 'x;' }, '"Token File Path" cannot be "x;"'],
    [withName('a'.repeat(32)), '"Approver Name" cannot be'],
    [{ ...DATA, approvers: [{ type: 2, name: 'a', file: '' }] }, '"Approval File" is empty'],
    [{ ...DATA, approvers: [{ type: 3, name: 'a', file: 'f' }] }, 'type 3 is neither 1 nor 2'],
    [
      { ...DATA, approvers: [...DATA.approvers, { type: 2, name: 'BOB', file: 'f' }] },
      'the approver "BOB" is there already',
    ],
    [
      { ...DATA, numberOfApprovals: 3 },
      'the number of approvals is 3, but the list has 2 approvers',
    ],
    [
      { ...DATA, approvers: Array.from({ length: 21 }, () => ({ type: 2, name: 'a', file: 'f' })) },
      'found 21 approvals, and the device takes 20 at most',
    ],
  ])('refuses %#', (data, message) => {
    expect(refusal(data)).toContain(message);
  });

  it.each([withPath('a'.repeat(255)), withName('a'.repeat(31)), withPath('\tx'), withName('a\r')])(
    'takes %#',
    (data) => {
      expect(refusal(data)).toBe('not refused');
    },
  );
});
