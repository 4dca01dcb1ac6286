/** What the values of a script look like. */
import type { ScriptDiagnosticValues } from '../../failure-codes/script-diagnostic.ts';
import { refuseForm } from '../toml/fields.ts';
import type { Found, Report } from '../toml/report.ts';

/** What is found in a script while it is read. */
export type ScriptReport = Report<ScriptDiagnosticValues>;

/** Stands for a text in which something is wrong: a script that has one is not handed out. */
export const UNREAD = '';

/** Most characters of what people read of a step. */
const LONGEST_LINES = 2000;

/** Text for people, of one line or more, without the line ends around it. */
export function readLines(
  found: Found<string> | undefined,
  report: ScriptReport,
): string | undefined {
  if (found === undefined) return undefined;
  const text = found.value.replaceAll('\r\n', '\n').replace(/^\n+|\s+$/g, '');
  const isFit = text !== '' && text.length <= LONGEST_LINES && !UNSAFE.test(text);
  return isFit ? text : refuseForm(found, 'lines', report);
}

/** Controls but tab and line feed, halves of characters, and what turns the direction of a line. */
const UNSAFE = /[^\P{Cc}\t\n]|[\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Names that the ceremony's folder has for itself. */
const OWN: ReadonlySet<string> = new Set(['rehearsal', 'record.jsonl', 'ceremony.toml']);

/** Longest path, and longest part of one, in characters. */
const LONGEST = { path: 200, part: 100 } as const;

/**
 * A path inside of a folder, the same on every system: names of letters, digits, `-`, `_` and `.` with `/` between them,
 * none of which begins with a dot.
 */
export function readPath(found: Found<string>, report: ScriptReport): string | undefined {
  if (isInnerPath(found.value)) return found.value;
  return refuseForm(found, isOwn(found.value) ? 'unused-path' : 'path', report);
}

/**
 * Whether a path is one that a script may name.
 *
 * @example
 * isInnerPath('../record.jsonl'); // false
 */
export function isInnerPath(path: string): boolean {
  const parts = path.split('/');
  if (path.length > LONGEST.path || isOwn(path)) return false;
  return parts.every((part) => part.length <= LONGEST.part && /^[\w-][\w.-]*$/.test(part));
}

function isOwn(path: string): boolean {
  const [first = ''] = path.split('/');
  return OWN.has(first.toLowerCase());
}
