import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecord } from '../../../src/ceremony/record/read-record.ts';
import { FIRST_PREVIOUS, type RecordEvent } from '../../../src/ceremony/record/record.ts';
import { type AnyFailure, isFailure } from '../../../src/failure.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { EXCUSE, OPENED, recordOf, workOf } from './records.ts';

const ALL: readonly RecordEvent[] = [
  OPENED,
  { kind: 'done', ...workOf('one') },
  { kind: 'resumed', lost: 17 },
  { kind: 'paused' },
  { kind: 'resumed', lost: 0 },
  { kind: 'deviated', ...workOf('two'), remark: 'in the blue room', ...EXCUSE },
  { kind: 'skipped', step: 'three', ...EXCUSE },
  { kind: 'repeated', step: 'one', ...EXCUSE },
  { kind: 'remark', by: 'grace', remark: 'coffee \u{1f375} at ten' },
  { kind: 'done', ...workOf('one') },
  { kind: 'deviated', ...workOf('four'), ...EXCUSE },
  { kind: 'closed', isComplete: true },
];

const STOP = { by: 'ada', reason: 'an alarm' };

const read = (text: string | Uint8Array) =>
  readRecord(typeof text === 'string' ? Buffer.from(text) : text, nodeCrypto);

function failureOf(text: string | Uint8Array): AnyFailure {
  try {
    read(text);
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  throw new Error('expected a failure');
}

function problemOf(text: string | Uint8Array): object {
  const { code, values } = failureOf(text);
  expect(code).toBe('ceremony-record-line');
  return values;
}

describe('readRecord', () => {
  it('reads what was written', () => {
    const { entries, unfinished } = read(recordOf(...ALL));
    expect(entries.map(({ event }) => event)).toEqual(ALL);
    expect(unfinished).toBe(0);
  });

  it('reads who stopped it, and records that do not say so', () => {
    for (const stop of [STOP, {}]) {
      const event = { kind: 'closed', isComplete: false, ...stop } as const;
      expect(read(recordOf(OPENED, event)).entries.at(-1)?.event).toEqual(event);
    }
  });

  it('has the hash of the last line as its head, as sha256sum has it', () => {
    const text = recordOf(...ALL);
    const last = text.trimEnd().split('\n').at(-1) ?? '';
    const [digest] = execFileSync('sha256sum', { input: last, encoding: 'utf8' }).split(' ');
    expect(read(text).head).toBe(digest);
  });

  it('may be of nothing yet', () => {
    expect(read('')).toEqual({ entries: [], head: FIRST_PREVIOUS, unfinished: 0 });
  });

  it('leaves a line alone that was never finished', () => {
    const text = recordOf(...ALL.slice(0, 4));
    const whole = recordOf(...ALL.slice(0, 3));
    for (let length = whole.length; length < text.length; length++) {
      const reading = read(text.slice(0, length));
      expect(reading.entries).toHaveLength(3);
      expect(reading.unfinished).toBe(length - whole.length);
    }
  });

  it('refuses any line in which a bit is changed', () => {
    const text = Buffer.from(recordOf(...ALL));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(text);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        // The last line is bound to nothing behind it: its hash is the head.
        const { head } = read(text);
        try {
          const { head: other, unfinished } = read(changed);
          expect(other === head && unfinished === 0).toBe(false);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ceremony-record-line' });
        }
      }),
    );
  });

  it('refuses lines that are left out, repeated or in another order', () => {
    const lines = recordOf(...ALL).split(/(?<=\n)/);
    for (const [at, line] of lines.slice(0, -1).entries()) {
      problemOf([...lines.slice(0, at), ...lines.slice(at + 1)].join(''));
      problemOf([...lines.slice(0, at + 1), line, ...lines.slice(at + 1)].join(''));
    }
    problemOf([lines[0], lines[2], lines[1], ...lines.slice(3)].join(''));
  });

  it.each([
    ['no JSON', 'x\n', 'no-entry'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22, 0x0a]), 'no-entry'],
    ['nothing', '\n', 'no-entry'],
    ['a byte order mark', `\ufeff${recordOf(OPENED)}`, 'no-entry'],
    [
      'a remark that is no UTF-8',
      Buffer.from(recordOf(OPENED, { kind: 'remark', by: 'ada', remark: 'caf\u00e9' })).map(
        (byte) => (byte === 0xa9 ? 0x41 : byte),
      ),
      'no-entry',
    ],
    ['another layout', recordOf(OPENED).replace(',', ', '), 'other-bytes'],
    ['a carriage return', recordOf(OPENED).replace('\n', '\r\n'), 'other-bytes'],
    ['a member twice', recordOf(OPENED).replace('{', '{"number":0,'), 'other-bytes'],
    ['a member of its own', recordOf(OPENED).replace('{', '{"x":0,'), 'no-entry'],
    ['__proto__', recordOf(OPENED).replace('{', '{"__proto__":{},'), 'no-entry'],
    ['no time', recordOf(OPENED).replace(/"at":"[^"]*"/, '"at":"yesterday"'), 'no-entry'],
    ['another start', recordOf(OPENED).replace('"previous":"0', '"previous":"1'), 'chain'],
    ['another number', recordOf(OPENED).replace('"number":0', '"number":1'), 'number'],
    ['no opening', recordOf({ kind: 'closed', isComplete: false }), 'opening'],
    ['two openings', recordOf(OPENED, OPENED), 'opening'],
    [
      'more behind its end',
      recordOf(OPENED, { kind: 'closed', isComplete: false }, { kind: 'resumed', lost: 0 }),
      'after-closing',
    ],
    [
      'more in a break',
      recordOf(OPENED, { kind: 'paused' }, { kind: 'closed', isComplete: true }),
      'in-break',
    ],
    [
      'a reason of nobody',
      recordOf(OPENED, { kind: 'closed', isComplete: false, ...STOP }).replace('"by":"ada",', ''),
      'no-entry',
    ],
    [
      'somebody who stopped it without a reason',
      recordOf(OPENED, { kind: 'closed', isComplete: false, ...STOP }).replace(
        ',"reason":"an alarm"',
        '',
      ),
      'no-entry',
    ],
    [
      'somebody who stopped what is complete',
      recordOf(OPENED, { kind: 'closed', isComplete: false, ...STOP }).replace(
        '"isComplete":false',
        '"isComplete":true',
      ),
      'no-entry',
    ],
    [
      'a step that is over',
      recordOf(OPENED, { kind: 'done', ...workOf('one') }, { kind: 'done', ...workOf('one') }),
      'order',
    ],
    [
      'a step that is begun anew and was not over',
      recordOf(OPENED, { kind: 'repeated', step: 'one', ...EXCUSE }),
      'order',
    ],
    [
      'a step that was deviated from, and is deviated from again',
      recordOf(
        OPENED,
        { kind: 'deviated', ...workOf('one'), ...EXCUSE },
        { kind: 'deviated', ...workOf('one'), ...EXCUSE },
      ),
      'order',
    ],
    [
      'a step that was skipped, and is done',
      recordOf(
        OPENED,
        { kind: 'skipped', step: 'one', ...EXCUSE },
        { kind: 'done', ...workOf('one') },
      ),
      'order',
    ],
    [
      'a remark that is blank',
      recordOf(OPENED, { kind: 'remark', by: 'ada', remark: ' ' }),
      'no-entry',
    ],
    [
      'a remark that acts upon a terminal',
      recordOf(OPENED, { kind: 'remark', by: 'ada', remark: '\u001b[2J' }),
      'no-entry',
    ],
    [
      'initials of one where two did it',
      recordOf(OPENED, { kind: 'done', ...workOf('one'), initials: ['AL'] }),
      'no-entry',
    ],
    [
      'a path that leads out of the folder',
      recordOf(OPENED, {
        kind: 'done',
        ...workOf('one'),
        files: [{ path: '../x', sha256: 'b'.repeat(64), bytes: 0 }],
      }),
      'no-entry',
    ],
  ])('refuses %s', (_what, text, code) => {
    expect(problemOf(text)).toMatchObject({ problem: { code } });
  });

  it('says the member that is wrong', () => {
    const text = recordOf(OPENED).replace('"isRehearsal":false', '"isRehearsal":0');
    expect(problemOf(text)).toEqual({
      line: 1,
      problem: { code: 'no-entry', member: 'event.isRehearsal' },
    });
  });

  it('refuses what is larger than any', () => {
    const most = 1 << 22;
    const { code, values } = failureOf(new Uint8Array(most + 1));
    expect({ code, values }).toEqual({
      code: 'ceremony-record-size',
      values: { bytes: most + 1, most },
    });
    expect(read(new Uint8Array(most)).unfinished).toBe(most);
  });

  it('reads any bytes, or refuses them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          read(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ceremony-record-line' });
        }
      }),
    );
  });
});
