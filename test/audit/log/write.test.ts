/** Events are written as the guide has them, and what is written is read. */
import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { formatLogEvent, type WrittenEvent } from '../../../src/audit/log/write-event.ts';
import { escapeUnsafe } from '../../../src/printable.ts';
import { eventsOf, odditiesOf, readAll } from './collect.ts';

const golden = (path: string): string =>
  readFileSync(new URL(`../../golden/${path}`, import.meta.url), 'utf8');
const BLOCKS = golden('aws-log/interpreting-audit-logs.log').trimEnd().split('\n\n');
type Fields = Readonly<Record<string, string>>;
const RECORDS: readonly { readonly fields: Fields }[] = JSON.parse(
  golden('audit/interpreting-audit-logs.json'),
).records;

/** One record has a log type that the guide's own list has not. */
const UNKNOWN_TYPE = 'UNKNOWN_LOG_TYPE (5)';

/** What of a record is to be written, taken from its fields and not by our reader. */
function toEvent(fields: Fields): WrittenEvent {
  const field = (name: string): string => fields[name] ?? '';
  const [opcode = '', number = ''] = field('Opcode').replace(')', '').split(' (');
  const [code = '', kind, text = ''] = field('Response').split(/:(?:HSM )?\s?/);
  const [type = '', typeNumber = ''] = field('User Type').replace(')', '').split(' (');
  return {
    time: BigInt(field('Time').split('usecs:')[1] ?? ''),
    sequence: BigInt(field('Sequence No')),
    reboots: Number(field('Reboot counter')),
    opcode,
    opcodeNumber: Number(number),
    session: BigInt(field('Session Handle')),
    response: { isSuccess: kind === 'Return', number: Number(code), text },
    ...(type !== '' && {
      user: { name: field('User Name'), type, typeNumber: Number(typeNumber) },
    }),
    ...(field('Log type') === UNKNOWN_TYPE && { isUntold: true }),
    ...(field('Log type').includes('KEY') && {
      keys: {
        secret: Number(field('Priv/Secret Key Handle')),
        public: Number(field('Public Key Handle')),
      },
    }),
  };
}

it.each(RECORDS.map(({ fields }, at) => ({ fields, block: BLOCKS[at] ?? '' })))(
  'writes $fields.Opcode of $fields.Time byte for byte',
  ({ fields, block }) => {
    // Most of the page has a blank on both sides of the colon; the rest of it is as good as that.
    const spelled = block.replaceAll(/^(?!Time)([^:\t]*?)(?:\t: |: | : )/gm, '$1 : ');
    expect(spelled === block).toBe(!/^(?:12\/13\/17|02\/08\/19)/.test(fields['Time'] ?? ''));
    expect(formatLogEvent(toEvent(fields))).toBe(`${spelled}\n`);
  },
);

const WORD = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/);
const RESPONSE = fc.oneof(
  fc.constant({ isSuccess: true, number: 0, text: 'SUCCESS' }),
  fc.record({
    isSuccess: fc.constant(false),
    number: fc.integer({ min: 1, max: 999 }),
    text: WORD,
  }),
);
const EVENT: fc.Arbitrary<WrittenEvent> = fc.record(
  {
    time: fc.bigInt(0n, 8_640_000_000_000_000_000n),
    sequence: fc.bigInt(0n, (1n << 64n) - 1n),
    reboots: fc.nat(0xffffffff),
    opcode: WORD,
    // none of those that a name belongs to
    opcodeNumber: fc.integer({ min: 0x200, max: 0xffff }),
    session: fc.bigInt(0n, (1n << 64n) - 1n),
    response: RESPONSE,
    user: fc.record({
      name: fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('a\nTime: x\r\n:')),
      type: WORD,
      typeNumber: fc.integer({ min: 7, max: 9 }),
    }),
    keys: fc.record({ secret: fc.nat(), public: fc.nat() }),
  },
  { requiredKeys: ['time', 'sequence', 'reboots', 'opcode', 'session', 'response'] },
);

it('reads every event that is written, whatever the user is called', () => {
  fc.assert(
    fc.property(fc.array(EVENT, { maxLength: 5 }), fc.constantFrom('', '\n'), (events, between) => {
      const entries = readAll(events.map(formatLogEvent).join(between));
      expect(odditiesOf(entries)).toEqual([]);
      expect(
        eventsOf(entries).map(
          ({
            place: _,
            service: __,
            m: ___,
            attribute: ____,
            isShared: _____,
            spent: ______,
            ...event
          }) => event,
        ),
      ).toEqual(
        events.map(({ keys, user, opcodeNumber, ...event }) => ({
          ...event,
          opcodeNumber,
          keys: keys && { ...keys, wrapping: undefined },
          user: user && { ...user, name: escapeUnsafe(user.name).trim() },
        })),
      );
    }),
  );
});
