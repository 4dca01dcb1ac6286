/**
 * What an officer should know though it does not keep the HSM from taking the file.
 */
import { escapeUnsafe } from '../../printable.ts';
import { findOddities } from '../../token/oddities.ts';
import { describeOddity } from '../../words/oddities.ts';
import { isSameNote } from '../note.ts';
import type { Roster } from '../roster.ts';
import type { JudgedApproval } from './judge-approvals.ts';
import type { CeremonyToken } from './token.ts';

export interface StatusWarning {
  readonly code:
    | 'readings-differ'
    | 'trailing-bytes'
    | 'notes-differ'
    | 'note-of-another-file'
    | 'roster-file'
    | 'odd-token'
    | 'no-officer-to-spare'
    | 'never-reached';
  /** Lower case, no full stop; safe to show. */
  readonly message: string;
}

interface Judged {
  readonly token?: CeremonyToken;
  readonly approvals: readonly JudgedApproval[];
  readonly required: number;
  readonly requiredIsGiven: boolean;
}

export function findWarnings(
  judged: Judged,
  roster: Roster,
  readingsDiffer: boolean,
): readonly StatusWarning[] {
  return [
    ...(readingsDiffer ? [READINGS_DIFFER] : []),
    ...findOddToken(judged.token),
    ...findTrailingBytes(judged.approvals),
    ...findNoteWarnings(judged),
    ...findRosterFiles(roster),
    ...findSpareWarning(judged, roster),
  ];
}

const READINGS_DIFFER: StatusWarning = {
  code: 'readings-differ',
  message: "the HSM's tool reads the approval file otherwise than it is written; lint says where",
};

function findOddToken(token: CeremonyToken | undefined): readonly StatusWarning[] {
  return findOddities(token?.records ?? []).map((oddity) => ({
    code: 'odd-token',
    message: `the token is odd: ${describeOddity(oddity)}`,
  }));
}

function* findTrailingBytes(approvals: readonly JudgedApproval[]): Generator<StatusWarning> {
  for (const { name, file, state, trailingBytes } of approvals) {
    if (state !== 'right' || trailingBytes === 0) continue;
    const more = trailingBytes === 1 ? '1 more byte' : `${trailingBytes} more bytes`;
    yield {
      code: 'trailing-bytes',
      message: `${name}'s signature counts, but ${escapeUnsafe(file)} has ${more} behind it that the tool does not read`,
    };
  }
}

function* findNoteWarnings({ token, approvals }: Judged): Generator<StatusWarning> {
  const noted = approvals.flatMap(({ name, note }) => (note ? [{ name, note }] : []));
  const [first, ...others] = noted;
  const other = first && others.find(({ note }) => !isSameNote(note, first.note));
  if (first && other) {
    yield {
      code: 'notes-differ',
      message:
        `the officers' notes differ: ${quoteNote(first)}, ${quoteNote(other)}; ` +
        'they may mean different operations',
    };
  }
  for (const { name, note } of noted) {
    if (!token || note.digest === undefined || note.digest === token.digest) continue;
    yield {
      code: 'note-of-another-file',
      message: `${name}'s note is of another file than this token`,
    };
  }
}

function quoteNote({ name, note }: { name: string; note: { text: string } }): string {
  return `${escapeUnsafe(name)} noted "${escapeUnsafe(note.text)}"`;
}

function* findRosterFiles({ officers, strays }: Roster): Generator<StatusWarning> {
  const files = [
    ...officers.flatMap(({ fileName, problem }) => (problem ? [{ fileName, problem }] : [])),
    ...strays,
  ];
  for (const { fileName, problem } of files) {
    yield { code: 'roster-file', message: `${escapeUnsafe(fileName)} of the roster: ${problem}` };
  }
}

/** M can be raised and never be taken back below 2, so every officer may be needed for ever. */
function* findSpareWarning(
  { required, requiredIsGiven }: Judged,
  { officers }: Roster,
): Generator<StatusWarning> {
  if (!requiredIsGiven) return;
  const usable = officers.filter(({ key, problem }) => key && problem === undefined).length;
  if (usable < required) {
    yield {
      code: 'never-reached',
      message: `the roster has ${usable} officers with a usable key, so ${required} approvals cannot come together`,
    };
  } else if (usable === required) {
    yield {
      code: 'no-officer-to-spare',
      message:
        `all ${usable} officers of the roster are needed, none is to spare: M cannot be set back, ` +
        'so one lost key ends user management for good; register more officers',
    };
  }
}
