/** What an entry of a record looks like, as JSON; members that are not there are null. */
import * as v from 'valibot';
import { isInstantText } from '../request/instant.ts';
import { isInnerPath } from '../script/values.ts';
import type { RecordEntry, RecordEvent } from './record.ts';

/** Most characters of what people say. */
export const LONGEST_SAYING = 2000;

const ID: v.GenericSchema<string> = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
const DIGEST: v.GenericSchema<string> = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const TIME = v.pipe(v.string(), v.check(isInstantText));
const WORDS = v.pipe(v.string(), v.maxLength(200), v.check(isSaying));
const SAYING = v.pipe(v.string(), v.maxLength(LONGEST_SAYING), v.check(isSaying));

/** Whether people can have said it: a line with something in it, and nothing that acts upon a terminal. */
export function isSaying(text: string): boolean {
  return text.trim() !== '' && !UNSAFE.test(text);
}

const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const FILE = v.strictObject({
  path: v.pipe(v.string(), v.check(isInnerPath)),
  sha256: DIGEST,
  bytes: COUNT,
});

const WORK = {
  step: ID,
  began: TIME,
  by: v.pipe(v.array(ID), v.minLength(1), v.maxLength(300)),
  initials: v.array(WORDS),
  remark: v.nullable(SAYING),
  files: v.pipe(v.array(FILE), v.maxLength(300)),
};

const EXCUSE = { reason: SAYING, acceptedBy: ID };

const EVENT = v.variant('kind', [
  v.strictObject({
    kind: v.literal('opened'),
    script: DIGEST,
    policy: v.nullable(DIGEST),
    isRehearsal: v.boolean(),
    software: v.pipe(v.array(v.strictObject({ name: WORDS, version: WORDS })), v.maxLength(100)),
  }),
  v.strictObject({ kind: v.literal('paused') }),
  v.strictObject({ kind: v.literal('resumed'), lost: COUNT }),
  v.strictObject({ kind: v.literal('done'), ...WORK }),
  v.strictObject({ kind: v.literal('deviated'), ...WORK, ...EXCUSE }),
  v.strictObject({ kind: v.literal('skipped'), step: ID, ...EXCUSE }),
  v.strictObject({ kind: v.literal('repeated'), step: ID, ...EXCUSE }),
  v.strictObject({ kind: v.literal('remark'), by: ID, remark: SAYING }),
  v.strictObject({
    kind: v.literal('closed'),
    isComplete: v.boolean(),
    // Both where somebody stopped it, else neither.
    by: v.optional(ID),
    reason: v.optional(SAYING),
  }),
]);

const ENTRY = v.strictObject({
  number: COUNT,
  previous: DIGEST,
  at: TIME,
  event: v.pipe(
    EVENT,
    // One for each who did it.
    v.check(
      (event) =>
        !('by' in event && 'initials' in event) || event.initials.length === event.by.length,
    ),
    v.check((event) => event.kind !== 'closed' || isClosing(event)),
  ),
});

/** Whoever stops a ceremony says why, and one that is complete was stopped by nobody. */
function isClosing({ isComplete, by, reason }: Closing): boolean {
  return by === undefined ? reason === undefined : reason !== undefined && !isComplete;
}

type Closing = Extract<v.InferOutput<typeof EVENT>, { kind: 'closed' }>;

/** An entry, or the member that keeps it from being one; undefined where it is all of it. */
export type EntryReading =
  | { readonly entry: RecordEntry }
  | { readonly entry?: never; readonly member: string | undefined };

/** @param json what JSON.parse gives */
export function readEntry(json: unknown): EntryReading {
  const { success, output, issues } = v.safeParse(ENTRY, json);
  if (!success) return { member: v.getDotPath(issues[0]) ?? undefined };
  return { entry: { ...output, event: eventOf(output.event) } };
}

function eventOf(event: v.InferOutput<typeof EVENT>): RecordEvent {
  switch (event.kind) {
    case 'opened':
      return { ...event, policy: event.policy ?? undefined };
    case 'done':
    case 'deviated':
      return { ...event, remark: event.remark ?? undefined };
    case 'closed': {
      const { kind, isComplete, by, reason } = event;
      return by === undefined || reason === undefined
        ? { kind, isComplete }
        : { kind, isComplete: false, by, reason };
    }
    default:
      return event;
  }
}
