import * as v from 'valibot';

import { cutText } from '../../cut-text.ts';
import { isFailure } from '../../failure.ts';
import { LAST_TIME, LIMITS } from '../machine/rules.ts';
import type { Store } from '../store/store.ts';
import type {
  ConsoleJournal,
  UnsentCode,
  UnsentNote,
  UnsentReason,
  UnsentValues,
} from '../unsent.ts';
import type { ClusterRecord } from './settings.ts';

/** How many notes a cluster keeps. */
const NOTES_KEPT = 20;
/** Characters of a path or of a printed text in a note; the mark of a cut comes on top. */
const LONGEST_KEPT = 512;
const MARK_SPACE = 64;
const MOST_NAMES = 64;

const text = v.pipe(v.string(), v.maxLength(LONGEST_KEPT + MARK_SPACE));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LIMITS.counter));
const time = v.pipe(count, v.maxValue(LAST_TIME));

type Entries<Values> = {
  readonly [Key in keyof Values]: v.GenericSchema<unknown, Values[Key]>;
};

const ENTRIES: { readonly [Code in UnsentCode]: Entries<UnsentValues[Code]> } = {
  'wrong-words': { syntax: text },
  'unknown-command': { nearest: v.nullable(text) },
  'ambiguous-command': { names: v.pipe(v.array(text), v.maxLength(MOST_NAMES)) },
  'line-too-long': {},
  'file-not-opened': { path: text },
  'file-too-large': { path: text, maximum: count },
  'file-not-emptied': { path: text },
  'file-not-written': { path: text },
  'no-token-file': { path: text },
  'approval-file-not-read': { path: text, problem: text, printed: text },
  'key-not-opened': { path: text, problem: text, printed: text },
  'sdk5-file-not-read': { path: text, problem: text, printed: text },
  'token-not-signed': { path: text },
  'certificate-not-opened': { path: text },
  'passwords-differ': {},
  'not-confirmed': {},
  'no-credentials': {},
  'credentials-malformed': { variable: v.picklist(['role', 'pin']) },
  'unknown-cluster': { id: text, known: text },
  'one-cluster': {},
  'value-malformed': { option: text },
  'filter-of-service': { isNeeded: v.boolean() },
  'tool-not-offered': { what: text },
  'no-key-matches': { option: text },
  'keys-match': { option: text, keys: count },
  'key-on-few-hsms': { handle: count, hsms: count, least: count },
  'key-quorum-values': {},
  'private-key-given': { path: text },
  'key-of-other-type': { path: text, found: text },
  'key-not-public': { handle: count },
  'two-factor': {},
  'authdata-not-read': { path: text, problem: text, printed: text },
  'authdata-unsigned': { path: text, server: count, name: text },
  'authdata-of-another': { path: text, server: count, name: text },
  'authdata-without-key': { path: text },
  'key-attribute': {
    attribute: v.nullable(text),
    problem: v.picklist(['unknown', 'not-settable', 'value']),
  },
  'no-such-server': {},
  'server-mode-only': {},
  'not-in-server-mode': {},
  'not-connected': { server: count, name: text },
  'no-way-in': { type: text },
};

const SCHEMAS: ReadonlyMap<unknown, v.GenericSchema> = new Map(
  Object.entries(ENTRIES).map(([code, entries]) => [
    code,
    v.strictObject({ code: v.literal(code), ...entries }),
  ]),
);
const UNKNOWN_CODE = v.strictObject({ code: v.picklist([...SCHEMAS.keys()] as UnsentCode[]) });

const reason: v.GenericSchema<unknown, UnsentReason> = v.lazy((value) => {
  const found = SCHEMAS.get((value as { readonly code?: unknown } | null | undefined)?.code);
  // The table has the entries of every code, and its type has checked them.
  return (found ?? UNKNOWN_CODE) as v.GenericSchema<unknown, UnsentReason>;
});

/** Shape of the notes of a cluster. */
export const NOTES_SCHEMA: v.GenericSchema<unknown, readonly UnsentNote[]> = v.pipe(
  v.array(
    v.strictObject({
      command: v.nullable(text),
      reason,
      folder: v.nullable(text),
      at: time,
      succeeded: v.nullable(time),
    }),
  ),
  v.maxLength(NOTES_KEPT),
);

/** The journal that a cluster keeps in its record. */
export function createJournal(record: Store<ClusterRecord>, now: () => number): ConsoleJournal {
  const change = (make: (notes: readonly UnsentNote[]) => readonly UnsentNote[]): void => {
    try {
      record.transact(({ state }) => {
        const unsent = make(state.unsent);
        return { state: unsent === state.unsent ? state : { ...state, unsent }, result: undefined };
      });
    } catch (error) {
      // What the console said stands, whether or not it could be noted.
      if (!isFailure(error)) throw error;
    }
  };
  return {
    noteUnsent(unsent) {
      const note: UnsentNote = { ...cutTexts(unsent), at: now(), succeeded: null };
      change((notes) => [...notes.slice(1 - NOTES_KEPT), note]);
    },
    noteDone(command) {
      change((notes) =>
        notes.some((note) => isOpen(note, command))
          ? notes.map((note) => (isOpen(note, command) ? { ...note, succeeded: now() } : note))
          : notes,
      );
    },
  };
}

/** Whether a command that goes through now is what a note waits for. */
function isOpen({ command, reason: why, succeeded }: UnsentNote, done: string): boolean {
  const meant = why.code === 'unknown-command' ? why.nearest : command;
  return succeeded === null && meant === done;
}

/** The same with every text at most so long as a note may keep it. */
function cutTexts<Value>(value: Value): Value {
  if (typeof value === 'string') return cutText(value, LONGEST_KEPT) as Value & string;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, cutTexts(member)]),
  ) as Value;
}
