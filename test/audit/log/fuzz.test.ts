/** Any bytes, in any pieces: nothing is thrown but a failure, and no event gets lost without a word. */
import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogReader } from '../../../src/audit/log/reader.ts';
import type { LogEntry } from '../../../src/audit/log-event.ts';
import { isFailure } from '../../../src/failure.ts';
import { howOften } from '../../support/how-many.ts';

const RUNS = Number(process.env['MOFN_FUZZ_RUNS'] ?? howOften(300, 5000));

const PAGE = readFileSync(
  new URL('../../golden/aws-log/interpreting-audit-logs.log', import.meta.url),
  'utf8',
).slice(0, 2500);
const JSON_PAGE = JSON.stringify({
  events: PAGE.split('\n\n').map((message) => ({ logStreamName: 'hsm-1', timestamp: 1, message })),
  nextToken: 'f/1',
});
const OWN = `Log of server 0(10.0.0.1):\n\n${PAGE}\nLog of the operator:\n\nTime: 01/16/18 01:49:39.437708, usecs:1516067379437708\nAct No : 0x1\nAct : no faults\n`;
const SAMPLES = [PAGE, JSON_PAGE, OWN].map((text) => Buffer.from(text));

/** What stands in such files, and what does harm in others. */
const PIECES = [
  ...['Time:', 'Time\t: ', '\nTime: 01/16/18 01:49:39.437708, usecs:1516067379437708\n', 'usecs:'],
  ...[
    'Opcode : CN_LOGIN (0xd)\n',
    'Sequence No',
    '0x',
    '-',
    'Log of server 1(a):\n',
    'Act No : 0x1\n',
  ],
  ...[
    '"message":"Time: "',
    '"__proto__":1,',
    '"events":[',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
  ],
  ...[
    '\\ud800',
    '\\u0000',
    '\u0000',
    '\r',
    '\n',
    '\ufeff',
    ' ',
    '9'.repeat(400),
    'x'.repeat(20_000),
  ],
].map((text) => Buffer.from(text));

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(400)),
  text: fc.oneof(fc.constantFrom(...PIECES), fc.uint8Array({ maxLength: 3 })),
});

/** Samples in which stretches are replaced, and bytes of no sense. */
const bytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom(...SAMPLES), fc.array(edit, { maxLength: 4 }))
      .map(([sample, edits]) =>
        edits.reduce((whole, { at, length, text }) => {
          const start = Math.floor(at * whole.length);
          return Buffer.concat([whole.subarray(0, start), text, whole.subarray(start + length)]);
        }, sample),
      ),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
);

/** What is said of a log, or with what its reading fails. */
function read(log: Uint8Array, size: number): readonly (LogEntry | object)[] {
  const said: (LogEntry | object)[] = [];
  const reader = createLogReader('hsm-1', (entry) => said.push(entry));
  try {
    for (let at = 0; at < log.length; at += size) reader.push(log.subarray(at, at + size));
    reader.end();
  } catch (error) {
    if (!isFailure(error)) throw error;
    said.push({ ...error.values });
  }
  return said;
}

describe('a log of any bytes', () => {
  it('is read alike in pieces of any size, and fails with nothing but a failure', () => {
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 300 }), (log, size) => {
        expect(read(log, size)).toEqual(read(log, Math.max(log.length, 1)));
      }),
      { numRuns: RUNS },
    );
  });

  it('loses no event without a word', () => {
    fc.assert(
      fc.property(bytes, (log) => {
        const text = Buffer.from(log).toString();
        const said = read(log, Math.max(log.length, 1));
        if (/^[\ufeff\s]*[[{]/.test(text)) return;
        const lines = text.replace(/^\ufeff/, '').split('\n');
        const begun = lines.filter((line) => /^[ \t]*Time[ \t]*:/.test(line)).length;
        const acts = lines.filter((line) => /^[ \t]*Act No[ \t]*:/.test(line)).length;
        expect(said.length).toBeGreaterThanOrEqual(begun - acts);
      }),
      { numRuns: RUNS },
    );
  });
});
