import { describe, expect, it } from 'vitest';
import { findFileFix } from '../../src/ceremony/file-fix.ts';
import { approvalText } from '../support/approval-text.ts';

const RIGHT = Buffer.from(approvalText('t', ['2 officer1 s1', '2 officer2 s2'])).toString('latin1');
const fixOf = (text: string) => findFileFix(Buffer.from(text, 'latin1'));

describe('what mends an approval file', () => {
  it('is nothing for a right one, nor for one with line ends of Windows that are read alike', () => {
    expect(fixOf(RIGHT)).toBeUndefined();
    expect(fixOf(RIGHT.replaceAll('\n', '\r\n'))).toBeUndefined();
  });

  it.each([
    ['a CR behind a name', RIGHT.replace('officer2;', 'officer2\r;')],
    ['a missing field', RIGHT.replace(/^.*Token File Path.*= ?;\n/m, '')],
    ['lone CRs', RIGHT.replaceAll('\n', '\r')],
    ['a last value without its end, which is read by chance', RIGHT.slice(0, -2)],
  ])('is the fix of lint for %s', (_, text) => {
    expect(text).not.toBe(RIGHT);
    expect(fixOf(text)).toEqual({ code: 'fix-file' });
  });

  it('is nothing where what lint fixes is read alike', () => {
    expect(fixOf(RIGHT.slice(0, -1))).toBeUndefined();
  });

  it('counts no approvers that are not there', () => {
    const [header = ''] = RIGHT.split('Approver Type');
    expect(fixOf(header)).toBeUndefined();
  });

  it('counts as many approvers as the tool takes', () => {
    const lines = Array.from({ length: 21 }, (_, at) => `2 officer${at} s${at}`);
    const countOf = (approvers: number) =>
      fixOf(
        Buffer.from(approvalText('t', lines.slice(0, approvers)))
          .toString('latin1')
          .replace(`= ${approvers};`, '= 2;'),
      );
    expect(countOf(20)).toEqual({ code: 'set-count', count: 20 });
    expect(countOf(21)).toBeUndefined();
  });

  it.each(['0', '1', '3'])('is the right count for %s', (count) => {
    expect(fixOf(RIGHT.replace('= 2;', `= ${count};`))).toEqual({ code: 'set-count', count: 2 });
  });
});
