import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAsDevice } from '../../src/parser/device.ts';
import { parseApproval } from '../../src/parser/parse.ts';
import { isPlainlyRead, readingsDiffer } from '../../src/parser/same-reading.ts';
import { type NewApproval, writeApproval } from '../../src/parser/write.ts';
import { anyFile, runs, writableData } from './generators.ts';

const DATA: NewApproval = {
  multiTokenFilePath: 'officer1.token',
  tokenFilePath: '',
  approvers: [{ type: 2, name: 'officer1', file: 'officer1.sig' }],
};

function isPlain(text: string): boolean {
  const bytes = Buffer.from(text, 'latin1');
  return isPlainlyRead(bytes, readAsDevice(bytes));
}

function written(data: NewApproval, comments = false): string {
  return Buffer.from(writeApproval(data, { comments })).toString('latin1');
}

describe('a file that is plainly read', () => {
  it.each([false, true])('is one that mofn wrote, with comments: %s', (comments) => {
    expect(isPlain(written(DATA, comments))).toBe(true);
  });

  it.each([
    ['another line', (text: string) => `${text}# a remark\n`],
    ['no newline at its end', (text: string) => text.trimEnd()],
    ['another count', (text: string) => text.replace('= 1;', '= 2;')],
    ['blanks around a value', (text: string) => text.replace('officer1;', 'officer1 ;')],
    ['a second header', (text: string) => text + text],
    ['a misspelt key', (text: string) => text.replace('Approver Name', 'Aprover Name')],
  ])('is none with %s', (_what, change) => {
    const text = written(DATA);
    expect(change(text)).not.toBe(text);
    expect(isPlain(change(text))).toBe(false);
  });

  it.each([
    ['of data', writableData.map((data) => written(data))],
    ['of data, with comments', writableData.map((data) => written(data, true))],
    ['of any file', anyFile],
  ])('says what is read of it and nothing else: %s', (_what, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        if (!isPlain(text)) return;
        const bytes = Buffer.from(text, 'latin1');
        expect(readingsDiffer(parseApproval(bytes).data, readAsDevice(bytes))).toBe(false);
      }),
      { numRuns: runs(20_000) },
    );
  });
});
