/** Reading the text of a log: every record that is documented, and what a file may do to it. */
import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { connectionOf } from '../../../src/audit/log/connection.ts';
import { createLogReader } from '../../../src/audit/log/reader.ts';
import { readTime } from '../../../src/audit/log/time.ts';
import type { LogEntry } from '../../../src/audit/log-event.ts';
import { eventsOf, odditiesOf, readAll } from './collect.ts';

const golden = (path: string): string =>
  readFileSync(new URL(`../../golden/${path}`, import.meta.url), 'utf8');
const PAGE = golden('aws-log/interpreting-audit-logs.log');
const RECORDS: readonly { readonly fields: Readonly<Record<string, string>> }[] = JSON.parse(
  golden('audit/interpreting-audit-logs.json'),
).records;
const EVENT = `Time: 01/16/18 01:49:39.437708, usecs:1516067379437708
Sequence No : 0x1
Reboot counter : 0x107
Command Type(hex) : CN_MGMT_CMD (0x0)
Opcode : CN_CREATE_USER (0x3)
Session Handle : 0x7014006
Response : 0:HSM Return: SUCCESS
Log type : MGMT_USER_DETAILS_LOG (2)
User Name : bob
User Type : CN_CRYPTO_USER (1)
`;
const BOB = {
  time: 1516067379437708n,
  sequence: 1n,
  reboots: 0x107,
  opcode: 'CN_CREATE_USER',
  opcodeNumber: 3,
  session: 0x7014006n,
  response: { isSuccess: true, number: 0, text: 'SUCCESS' },
  user: { name: 'bob', type: 'CN_CRYPTO_USER', typeNumber: 1 },
  keys: undefined,
  attribute: undefined,
  isShared: undefined,
  spent: [],
  service: undefined,
  m: undefined,
  place: 1,
};
const codesOf = (text: string) => odditiesOf(readAll(text)).map(({ code, what }) => [code, what]);

it('reads every record of the guide as its page has it', () => {
  const entries = readAll(PAGE);
  expect(odditiesOf(entries)).toEqual([]);
  const shown = eventsOf(entries).map((event) => ({
    usecs: `usecs:${event.time}`,
    sequence: `0x${event.sequence.toString(16)}`,
    reboots: `0x${event.reboots.toString(16)}`,
    opcode: `${event.opcode} (0x${event.opcodeNumber?.toString(16)})`,
    session: `0x${event.session.toString(16)}`,
    response: `${event.response.number}:HSM ${event.response.isSuccess ? 'Return' : 'Error'}: ${event.response.text}`,
    user: event.user?.name,
    type: event.user && `${event.user.type} (${event.user.typeNumber})`,
  }));
  expect(shown).toEqual(
    RECORDS.map(({ fields }) => ({
      usecs: fields['Time']?.split(', ')[1],
      sequence: fields['Sequence No'],
      reboots: fields['Reboot counter'],
      opcode: fields['Opcode'],
      session: fields['Session Handle'],
      response: fields['Response'],
      user: fields['User Name'],
      type: fields['User Type'],
    })),
  );
});

it.each([
  ['CRLF', EVENT.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\ufeff${EVENT}`],
  ['no newline at its end', EVENT.trimEnd()],
  ['a tab before the colon', EVENT.replaceAll(' : ', '\t: ')],
  ['nothing before the colon', EVENT.replaceAll(' : ', ': ')],
  ['the time that CloudWatch exports', `2018-01-16T01:49:39.437Z ${EVENT}`],
  ['lines that nobody knows', EVENT.replace('Opcode', 'Target User Id : 7\nno colon\n\nOpcode')],
  [
    'its lines in another order',
    EVENT.replace(
      /^(Time.*\n)((?:.*\n)+)$/,
      (_, time: string, rest: string) => time + rest.trimEnd().split('\n').reverse().join('\n'),
    ),
  ],
  ['zeros in front', EVENT.replace('0x1\n', '0x0000000000000001\n').replace('0x107', '0x00000107')],
])('reads an event with %s', (_, text) => {
  const entries = readAll(text);
  expect(odditiesOf(entries)).toEqual([]);
  expect(eventsOf(entries)).toEqual([BOB]);
});

it('knows where an event ends without an empty line', () => {
  expect(eventsOf(readAll(EVENT + EVENT)).map(({ place }) => place)).toEqual([1, 11]);
});

it.each([
  ['Sequence No : 0x1\n', 'Sequence No : 1\n', 'bad-field', 'Sequence No'],
  ['Sequence No : 0x1\n', 'Sequence No : 0x10000000000000000\n', 'bad-field', 'Sequence No'],
  ['0x107', '0x100000000', 'bad-field', 'Reboot counter'],
  ['CN_MGMT_CMD (0x0)', 'CN_MGMT_CMD', undefined, undefined],
  ['CN_CREATE_USER (0x3)', 'CN_CREATE USER (0x3)', 'bad-field', 'Opcode'],
  ['CN_CREATE_USER (0x3)', 'CN_CREATE_USER (3)', 'bad-field', 'Opcode'],
  ['CN_CREATE_USER (0x3)', 'cn_create_user (0x3)', 'bad-field', 'Opcode'],
  ['CN_CREATE_USER (0x3)', 'CN_FIPS_RAND (0x3)', 'bad-field', 'Opcode'],
  ['CN_CREATE_USER (0x3)', 'CN_CREATE_USER (0x4)', 'bad-field', 'Opcode'],
  ['CN_MGMT_CMD (0x0)', 'CN_CERT_AUTH_CMD (0x9)', undefined, undefined],
  ['CN_CRYPTO_USER (1)', 'CN_CRYPTO_USER (2)', 'bad-field', 'User Type'],
  ['0:HSM Return: SUCCESS', '7:HSM Return: SUCCESS', 'bad-field', 'Response'],
  ['0:HSM Return: SUCCESS', '0:HSM Error: RET_USER_LOGIN_FAILURE', 'bad-field', 'Response'],
  ['0:HSM Return: SUCCESS', 'SUCCESS', 'bad-field', 'Response'],
  ['0x7014006', '-1', 'bad-field', 'Session Handle'],
  ['CN_CRYPTO_USER (1)', '1', 'bad-field', 'User Type'],
  ['MGMT_USER_DETAILS_LOG (2)', '2', 'bad-field', 'Log type'],
  ['usecs:1516067379437708', 'usecs:1516067379437709', 'time-disagrees', 'Time'],
  ['01/16/18', '16/01/18', 'time-disagrees', 'Time'],
  ['01/16/18', '2018-01-16', 'bad-field', 'Time'],
  ['usecs:', 'usecs:999', 'bad-field', 'Time'],
  ['Opcode : CN_CREATE_USER (0x3)\n', '', 'missing-field', 'Opcode'],
  ['User Name : bob\n', '', 'missing-field', 'User Name'],
  ['User Name : bob\n', 'User Name : bob\nUser Name : eve\n', 'field-twice', 'User Name'],
  ['Time:', 'Tıme:', 'no-time', 'Tıme: 01/16/18 01:49:39.437708, usecs:15'],
  ['bob', `b${' '.repeat(20_000)}`, 'too-long', 'User Name'],
])('tells of %j as %j', (from, to, code, what) => {
  const entries = readAll(EVENT.replace(from, to) + EVENT);
  expect(odditiesOf(entries).map((oddity) => [oddity.code, oddity.what])).toEqual(
    code === undefined ? [] : [[code, what]],
  );
  expect(eventsOf(entries)).toHaveLength(code === undefined ? 2 : 1);
});

it('tells of an event that was cut off wherever it was', () => {
  const ends = [...EVENT.matchAll(/\n/g)].map(({ index }) => index).slice(0, -1);
  expect(ends.flatMap((end) => codesOf(EVENT.slice(0, end)))).toEqual(
    [
      'Sequence No',
      'Reboot counter',
      'Command Type(hex)',
      'Opcode',
      'Session Handle',
      'Response',
      'Log type',
      'User Name',
      'User Type',
    ].map((what) => ['cut-short', what]),
  );
});

it('tells of lines before the first event once, and where', () => {
  expect(odditiesOf(readAll(`\n\nSequence No : 0x0\nOpcode : CN_LOGIN (0xd)\n${EVENT}`))).toEqual([
    { place: 3, code: 'no-time', what: 'Sequence No : 0x0' },
  ]);
});

it('reads bytes and characters cut anywhere as those in one piece', () => {
  const text = `\ufeff${EVENT.replace('bob', 'bø𝔟')}${PAGE}`.slice(0, 1500);
  const whole = readAll(text);
  expect(eventsOf(whole)[0]?.user?.name).toBe('bø𝔟');
  const bytes = new TextEncoder().encode(text);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.boolean(), (size, isText) => {
      const all: Uint8Array | string = isText ? text : bytes;
      const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
        all.slice(at * size, (at + 1) * size),
      );
      expect(readAll(pieces)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

it('holds no piece, whose memory may be used again', () => {
  const entries: LogEntry[] = [];
  const reader = createLogReader('hsm-1', (entry) => entries.push(entry));
  const memory = Buffer.alloc(3);
  const text = `\n\n\n${EVENT}`;
  for (let at = 0; at < text.length; at += 3) {
    const length = memory.write(text.slice(at, at + 3));
    reader.push(memory.subarray(0, length));
  }
  reader.end();
  expect(eventsOf(entries)).toEqual([{ ...BOB, place: 4 }]);
});

it('reads times as Date has them', () => {
  fc.assert(
    fc.property(fc.bigInt(-8_640_000_000_000_000n, 8_000_000_000_000_000_000n), (micros) => {
      const seconds = Number(
        (micros - (((micros % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n,
      );
      const [date = '', clock = ''] = new Date(seconds * 1000).toISOString().split('T');
      const [month, day] = date.split('-').slice(-2);
      const year = date.split('-').at(-3)?.slice(-2);
      const fraction = String(((micros % 1_000_000n) + 1_000_000n) % 1_000_000n).padStart(6, '0');
      const text = `${month}/${day}/${year} ${clock.slice(0, 8)}.${fraction}, usecs:${micros}`;
      expect(readTime(text)).toBe(micros);
    }),
  );
});

it('knows the sessions of one log-in by their handles', () => {
  const handles = eventsOf(readAll(PAGE)).map(({ session }) => session);
  expect(new Set(handles.map(connectionOf)).size).toBe(7);
  expect(connectionOf(0x7014007n)).toBe(connectionOf(0x7014000n));
  expect(connectionOf(0x2010003n)).not.toBe(connectionOf(0x2014004n));
});
