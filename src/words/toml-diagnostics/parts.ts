/** Pieces of what is said of any file of TOML. */
import type { TomlKind, TomlProblem, TomlValueForm } from '../../failure-codes/toml-diagnostic.ts';
import { escapeUnsafe } from '../../printable.ts';

/** Longest stretch of a value that is shown. */
const LONGEST = 60;

/** A value in quotes, safe to show; nothing of a private key is. */
export function quote(text: string): string {
  if (text.includes('PRIVATE KEY')) return 'a private key';
  return `"${escapeUnsafe(text.slice(0, LONGEST))}${text.length > LONGEST ? '…' : ''}"`;
}

export const KINDS: Readonly<Record<TomlKind, string>> = {
  string: 'a text in quotes',
  integer: 'a whole number',
  float: 'a number with a fraction',
  boolean: 'true or false',
  date: 'a date, or a time with its offset from UTC',
  'local-time': 'a time without its offset from UTC',
  array: 'a list in square brackets',
  table: 'a table',
};

export const FORMS: Readonly<Record<TomlValueForm, string>> = {
  id: '1 to 64 letters, digits, - and _',
  'user-name': 'a user name: 1 to 31 letters, digits and _',
  sha256: 'a SHA-256: 64 digits of hex',
  age: 'a whole number and s, m, h or d, as "10m"',
  requester: '"counts" or "does-not-count"',
  service: 'a service, as "user-management" or "USER_MGMT"',
  count: 'a whole number from 1 to 20',
  text: 'a line of 1 to 200 characters',
  'file-name': 'the name of a file',
  lines: 'text of 1 to 2000 characters',
  variable: 'the name of a variable: letters, digits and _, and not PATH',
  path: 'a path inside of the folder: letters, digits, -, _ and ., with / between',
  'unused-path': "another name: this one is the ceremony's own",
};

export const TOML_EXPECTED: Readonly<Record<TomlProblem, string>> = {
  'string-end': 'found a text that does not end',
  'table-key-end': 'found the name of a table that does not end',
  'array-end': 'found a list that does not end',
  'inline-table-end': 'found a table in braces that does not end',
  'no-key': 'found nothing where a key should be',
  newline: 'found more on a line that should end here',
  'equals-sign': 'found no equals sign behind a key',
  value: 'found no value behind an equals sign',
  comma: 'found no comma between two values',
  'duplicate-key': 'found a key that is there already',
  character: 'found a character that cannot be here',
  'control-character': 'found a character that no text may have as it is',
  'one-line': 'found a line break that cannot be here',
  underscore: 'found an underscore that is not between digits',
  quotes: 'found too many quotes',
  date: 'found a date or a time that no calendar has',
  'leading-zero': 'found a number that begins with 0',
  'trailing-comma': 'found a comma behind the last key of a table in braces',
  escape: 'found an escape that TOML does not have',
  dots: 'found a dot where a key should be',
  toml: 'found something that is no TOML',
};

export function didYouMean(nearest: string | undefined, otherwise: string): string {
  return nearest === undefined ? otherwise : `did you mean ${quote(nearest)}?`;
}
