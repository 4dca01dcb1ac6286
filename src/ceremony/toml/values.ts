/** What values look like that any file of TOML has. */
import { refuseForm } from './fields.ts';
import type { Found, TomlReport } from './report.ts';

/** Of people and groups: what TOML takes without quotes. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;

export function readId(found: Found<string>, report: TomlReport): string | undefined {
  return ID.test(found.value) ? found.value : refuseForm(found, 'id', report);
}

/** A name for people: one line that is not too long. */
export function readText(found: Found<string> | undefined, report: TomlReport): string | undefined {
  if (found === undefined) return undefined;
  const isFit = found.value.trim() !== '' && found.value.length <= 200;
  return isFit && !CONTROL.test(found.value) ? found.value : refuseForm(found, 'text', report);
}

/** Controls and what turns the direction of a line. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
