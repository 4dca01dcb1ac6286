/** The same events in what `aws logs` prints. */
import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { createLogReader } from '../../../src/audit/log/reader.ts';
import { isFailure } from '../../../src/failure.ts';
import { describeFailure } from '../../../src/words/failures/index.ts';
import { eventsOf, odditiesOf, readAll } from './collect.ts';

const PAGE = readFileSync(
  new URL('../../golden/aws-log/interpreting-audit-logs.log', import.meta.url),
  'utf8',
);
const MESSAGES = PAGE.trimEnd().split('\n\n');
const TEXT = eventsOf(readAll(PAGE));

/** As AWS CLI 2 prints it; members beside those that count are of its documentation. */
const FILTERED = JSON.stringify(
  {
    events: MESSAGES.map((message, at) => ({
      logStreamName: `hsm-${at % 2}`,
      timestamp: 1516067329824 + at,
      message,
      ingestionTime: 1516067330000 + at,
      eventId: '3'.repeat(56),
    })),
    searchedLogStreams: [{ logStreamName: 'hsm-0', searchedCompletely: true }],
    nextToken: 'f/1',
  },
  undefined,
  4,
);

it('reads events of several streams in one file', () => {
  const entries = readAll(FILTERED);
  expect(odditiesOf(entries)).toEqual([]);
  expect(eventsOf(entries)).toEqual(TEXT.map((event, at) => ({ ...event, place: at + 1 })));
  expect(entries.map(({ stream }) => stream)).toEqual(MESSAGES.map((_, at) => `hsm-${at % 2}`));
});

it.each([
  [
    'get-log-events',
    (events: object[]) => ({ events, nextForwardToken: 'f/3', nextBackwardToken: 'b/3' }),
  ],
  ['--query events', (events: object[]) => events],
])('gives events that name no stream, as of %s, the name of the file', (_, wrap) => {
  const file = JSON.stringify(wrap(MESSAGES.map((message) => ({ message, timestamp: 1 }))));
  const entries = readAll(`\ufeff\n ${file}\n`, 'hsm-7');
  expect(eventsOf(entries)).toHaveLength(MESSAGES.length);
  expect(new Set(entries.map(({ stream }) => stream))).toEqual(new Set(['hsm-7']));
});

it('reads bytes and characters cut anywhere as those in one piece', () => {
  const text = FILTERED.replaceAll('bob', 'bø𝔟').slice(0, -2);
  const whole = readAll(`${text}}`);
  const bytes = new TextEncoder().encode(`${text}}`);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 700 }), fc.boolean(), (size, isText) => {
      const all: Uint8Array | string = isText ? `${text}}` : bytes;
      const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
        all.slice(at * size, (at + 1) * size),
      );
      expect(readAll(pieces)).toEqual(whole);
    }),
    { numRuns: 20 },
  );
});

it.each([
  ['{}', 'no-message', 'message'],
  ['7', 'no-message', 'message'],
  ['null', 'no-message', 'message'],
  ['[{"message":"x"}]', 'no-message', 'message'],
  ['{"message":7}', 'no-message', 'message'],
  ['{"message":" \\n"}', 'no-message', 'message'],
  ['{"message":"hello"}', 'no-time', 'hello'],
  ['{"message":{"message":"x"}}', 'no-message', 'message'],
  [JSON.stringify({ message: MESSAGES[0], logStreamName: 1 }), 'bad-field', 'logStreamName'],
  [JSON.stringify({ message: MESSAGES[0]?.slice(0, 200) }), 'cut-short', 'Log type'],
])('tells of the member %s', (member, code, what) => {
  const whole = JSON.stringify({ message: MESSAGES[0] });
  const entries = readAll(`{"events":[${whole},${member},${whole}]}`);
  expect(odditiesOf(entries)).toEqual([{ place: 2, code, what }]);
  expect(eventsOf(entries)).toHaveLength(2);
});

it.each([
  ['{"events":[],"events":[]}', { code: 'key-twice', key: 'events' }],
  ['{"events":[{"message":"a","mess\\u0061ge":"b"}]}', { code: 'key-twice', key: 'message' }],
  ['{"events":[],"__proto__":1}', { code: 'proto-key' }],
  ['{"events":[{"\\u005f_proto__":{}}]}', { code: 'proto-key' }],
  ['{}', { code: 'no-events' }],
  ['{"events":{}}', { code: 'no-events' }],
  ['{"a":{"events":[]}}', { code: 'no-events' }],
  ['{"events":[', { code: 'cut-short' }],
  ['{"events":[]', { code: 'cut-short' }],
  ['{"events":["', { code: 'cut-short' }],
  ['{"events":[]}x', { code: 'syntax' }],
  ['{"events":[]}[]', { code: 'syntax' }],
  ['{"events":[],}', { code: 'syntax' }],
  ['{"events":[1,]}', { code: 'syntax' }],
  ['{"events":[1 2]}', { code: 'syntax' }],
  ['{"events" []}', { code: 'syntax' }],
  ['{"events":[]]', { code: 'syntax' }],
  ['{events:[]}', { code: 'syntax' }],
  ['{"events":[{1:2}]}', { code: 'syntax' }],
  ['{"events":[01]}', { code: 'syntax' }],
  ['{"events":["\n"]}', { code: 'syntax' }],
  [`{"events":${'['.repeat(40)}`, { code: 'too-deep' }],
  [`{${Array.from({ length: 300 }, (_, at) => `"${at}":1`).join(',')}}`, { code: 'too-deep' }],
  [`{"events":["${'x'.repeat(1 << 21)}"]}`, { code: 'too-long' }],
])('refuses %.60s', (text, problem) => {
  const failed = catchFailure(() => readAll(text, 'hsm-\u001b[2J'));
  expect(failed).toMatchObject({ code: 'log-json', values: { problem } });
  expect(isFailure(failed) && describeFailure(failed).message).toMatch(
    /^log "hsm-\\x1b\[2J" [ -~]+$/,
  );
});

it.each([
  ['half a character', [0xc3, 0x28], 'syntax'],
  ['a longer way to write one', [0xe0, 0x80, 0xaf], 'syntax'],
  // The tokenizer takes what follows for the rest of a character, and so misses the string's end.
  ['no beginning of one', [0xff], 'cut-short'],
])('refuses bytes that are no UTF-8: %s', (_, odd, code) => {
  const [before, after] = ['{"events":["', '"]}'].map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array([...(before ?? []), ...odd, ...(after ?? [])]);
  expect(catchFailure(() => readAll(bytes))).toMatchObject({ values: { problem: { code } } });
});

it.each(['"', '1', ' '])('gives up a file that is one long %j', (sign) => {
  const piece = (sign === '"' ? 'x' : sign).repeat(1 << 20);
  let given = 0;
  function* pieces() {
    yield `{"events":[${sign}`;
    for (; given < 1000; given += 1) yield piece;
  }
  const failed = catchFailure(() => {
    for (const _ of readPieces(pieces()));
  });
  // What is not given up can only be held.
  expect(given).toBeLessThan(12);
  expect(failed).toMatchObject({ values: { problem: { code: 'too-long' } } });
});

it('lets through what its caller throws', () => {
  const thrown = new Error('mine');
  expect(
    catchFailure(() =>
      createLogReader('hsm-1', () => {
        throw thrown;
      }).push(FILTERED),
    ),
  ).toBe(thrown);
});

function* readPieces(pieces: Iterable<string>) {
  const reader = createLogReader('hsm-1', () => undefined);
  for (const piece of pieces) {
    reader.push(piece);
    yield;
  }
  reader.end();
}

function catchFailure(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
