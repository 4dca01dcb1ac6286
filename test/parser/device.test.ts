import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEVICE_FIELDS,
  type DeviceFiles,
  EVERY_FILE,
  readApprovalAsDevice,
  readAsDevice,
} from '../../src/parser/device.ts';
import { encodeText, type FieldText, showText } from '../../src/parser/text.ts';
import { linesPrintedByDevice } from '../../src/words/device.ts';
import { DEVICE_CASES } from './device-corpus/cases.ts';
import { BOB, HEADER, spoken } from './device-corpus/device-case.ts';

const lengthOf = (text: FieldText) => encodeText(text).length;
const bytesOf = (text: string) => Buffer.from(text, 'latin1');

describe('the device’s reading, sentence by sentence', () => {
  it.each(DEVICE_CASES.map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(spoken(readAsDevice(bytesOf(one.text)))).toEqual(one.expected);
  });

  it('has a name of its own for each case', () => {
    expect(new Set(DEVICE_CASES.map((one) => one.name)).size).toBe(DEVICE_CASES.length);
  });
});

/** Files by path: each its own content. */
function filesOf(
  contents: Readonly<Record<string, Uint8Array>>,
): DeviceFiles & { opened: string[] } {
  const opened: string[] = [];
  return {
    opened,
    open(path, length) {
      const name = showText(path);
      opened.push(name);
      const content = Object.hasOwn(contents, name) ? contents[name] : undefined;
      return content && { size: content.length, start: content.subarray(0, length) };
    },
  };
}

const record = (fill: number, count = 1) => new Uint8Array(80 * count).fill(fill);
const signature = (fill: number, length = 256) => new Uint8Array(length).fill(fill);
const CANNOT_OPEN = { code: 'cannot-open', path: '' };
const BOTH_PATHS = HEADER.replace('Token File Path = ;', 'Token File Path = x;');

describe('with the files that it names', () => {
  it('hands over token, approvers and signatures', () => {
    const files = filesOf({ t: record(1, 2), s: signature(7) });
    const run = readApprovalAsDevice(bytesOf(HEADER + BOB), files);
    expect(run.approval).toEqual({
      multiToken: record(1, 2),
      singleToken: undefined,
      approvals: [{ type: 2, name: 'bob', file: 's', signature: signature(7) }],
    });
    expect(linesPrintedByDevice(run.reading)).toEqual([]);
    expect(run.reading.error).toBeNull();
    expect(files.opened).toEqual(['t', 's']);
  });

  it.each([
    ['no multi token', HEADER.replace('= t;', '= ;') + BOB, [], { error: CANNOT_OPEN }],
    ['no path of one', 'Number of Approvals = 1;\n', [], { error: CANNOT_OPEN }],
    [
      'no signature of an approver',
      HEADER + BOB.replace('= s;', '= ;'),
      ['t'],
      { path: 't', bytes: record(2) },
    ],
  ])('opens nothing where it names %s', (_, text, opened, token) => {
    const files = filesOf({ '': record(1), t: record(2), s: signature(7) });
    const run = readApprovalAsDevice(bytesOf(text), files);
    expect(run.reading.error).toEqual(CANNOT_OPEN);
    expect(run.approval).toBeUndefined();
    expect(run.readToken()).toEqual(token);
    expect(files.opened).toEqual(opened);
    expect(readAsDevice(bytesOf(text)).error).toEqual(CANNOT_OPEN);
  });

  it('opens the single token before the others', () => {
    const files = filesOf({ t: record(1), s: signature(7) });
    const run = readApprovalAsDevice(bytesOf(BOTH_PATHS + BOB), files);
    expect(linesPrintedByDevice(run.reading)).toEqual(['failed to open x']);
    expect(run.reading.error).toEqual({ code: 'cannot-open', path: 'x' });
    expect(run.approval).toBeUndefined();
    expect(files.opened).toEqual(['x']);
  });

  it.each([
    [
      'a single token that is short',
      { x: record(2).subarray(1) },
      'short-token',
      'failed to read token from x',
    ],
    ['no multi token file', { x: record(2) }, 'cannot-open', 'failed to open t'],
    [
      'a multi token file of another size',
      { x: record(2), t: new Uint8Array(81) },
      'token-size',
      'approveToken(): Invalid Token Size: 81',
    ],
    [
      '33 records',
      { x: record(2), t: record(1, 33) },
      'too-many-tokens',
      ' number of tokens in the file is more than 32',
    ],
    ['no signature file', { x: record(2), t: record(1, 32) }, 'cannot-open', 'failed to open s'],
    [
      'a signature that is short',
      { x: record(2), t: record(1, 32), s: signature(7, 255) },
      'short-signature',
      'failed to read approval from s',
    ],
  ])('%s ends it', (_, contents: Record<string, Uint8Array>, code, message) => {
    const run = readApprovalAsDevice(bytesOf(BOTH_PATHS + BOB), filesOf(contents));
    expect(linesPrintedByDevice(run.reading)).toEqual([message]);
    expect(run.reading.error?.code).toBe(code);
    expect(run.approval).toBeUndefined();
  });

  it('looks at the size before the count, and at the count before the number of tokens', () => {
    const tooMany = bytesOf(HEADER.replace('1;', '21;'));
    const printed = (size: number) =>
      linesPrintedByDevice(
        readApprovalAsDevice(tooMany, filesOf({ t: new Uint8Array(size) })).reading,
      );
    expect(printed(79)).toEqual(['approveToken(): Invalid Token Size: 79']);
    expect(printed(80 * 33)).toEqual([' number of approvals in the file is more than 20']);
  });

  it('says so where a file is shorter than its size', () => {
    const files: DeviceFiles = { open: () => ({ size: 160, start: new Uint8Array(80) }) };
    const run = readApprovalAsDevice(bytesOf(HEADER + BOB), files);
    expect(linesPrintedByDevice(run.reading)).toEqual(['failed to read 2 tokens from t']);
  });

  it('takes the single token in place of one record, and only of one', () => {
    const approvalOf = (records: number) =>
      readApprovalAsDevice(
        bytesOf(BOTH_PATHS + BOB),
        filesOf({ x: record(2, 3), t: record(1, records), s: signature(7) }),
      ).approval;
    expect(approvalOf(1)?.multiToken).toEqual(record(2));
    expect(approvalOf(2)?.multiToken).toEqual(record(1, 2));
    expect(approvalOf(0)?.multiToken).toEqual(new Uint8Array(0));
    expect(approvalOf(2)?.singleToken).toEqual(record(2));
  });

  it('cuts a longer signature', () => {
    const files = filesOf({ t: record(1), s: signature(7, 300) });
    const run = readApprovalAsDevice(bytesOf(HEADER + BOB), files);
    expect(run.approval?.approvals[0]?.signature).toEqual(signature(7));
  });

  it('prints what it goes on after before what ends it, line by line', () => {
    const text = `${HEADER}Approver Name = ${'n'.repeat(40)};\nApprover Type = 2`;
    expect(linesPrintedByDevice(readAsDevice(bytesOf(text)))).toEqual([
      'Field Approver Name has incompatible value of size 40',
      'Failed to read Approver Details',
      'Could only read 0/1 approvers info',
    ]);
  });
});

/** Text in which the reader's own words, and what is next to them, are frequent. */
const fragments = fc.oneof(
  fc.constantFrom(...Object.values(DEVICE_FIELDS).map((field) => field.key)),
  fc.constantFrom(' = ', ';\n', '\n', ';', '\r\n', '\0', '0x', '\t', '#', '2', '1', '\xff'),
  fc.constantFrom('x'.repeat(31), 'x'.repeat(255), '#'.repeat(511)),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text, 'utf8').toString('latin1')),
);
const texts = fc.oneof(
  fc.array(fragments, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.array(fragments, { maxLength: 40 }).map((parts) => HEADER + parts.join('')),
);

describe('any bytes at all', () => {
  it('are read without a crash, into what the device could hold', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { reading, fields } = readApprovalAsDevice(bytesOf(text), EVERY_FILE);
        expect(lengthOf(reading.multiTokenFilePath)).toBeLessThan(256);
        expect(lengthOf(reading.tokenFilePath)).toBeLessThan(256);
        expect(reading.numberOfApprovals).toBe(reading.numberOfApprovals >>> 0);
        expect(reading.approvers.length).toBeLessThanOrEqual(20);
        for (const approver of reading.approvers) {
          expect(approver.type).toBe(approver.type & 0xff);
          expect(lengthOf(approver.name)).toBeLessThan(32);
          expect(lengthOf(approver.file)).toBeLessThan(256);
        }
        for (const field of fields) {
          expect(field.piece.end - field.piece.start).toBeLessThanOrEqual(511);
          const value = bytesOf(text).subarray(field.value.start, field.value.end);
          expect(Buffer.compare(encodeText(field.text), value)).toBe(0);
        }
      }),
    );
  });

  it('read the same after any line that has no key in it', () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 509 }), (text, length) => {
        const behind = `${'#'.repeat(length)}\n${text}`;
        expect(readAsDevice(bytesOf(behind))).toEqual(readAsDevice(bytesOf(text)));
      }),
    );
  });

  it('and text are taken alike', () => {
    const text = HEADER + BOB.replace('bob', 'jürgen 署名');
    expect(readAsDevice(text)).toEqual(readAsDevice(Buffer.from(text)));
    expect(readAsDevice(text).approvers[0]?.name).toBe('jürgen 署名');
  });

  it('may stand anywhere in a buffer', () => {
    const shared = bytesOf(`garbage${HEADER}${BOB}`).subarray(7);
    expect(readAsDevice(shared)).toEqual(readAsDevice(bytesOf(HEADER + BOB)));
  });
});
