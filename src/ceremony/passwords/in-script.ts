import type { Span } from '../../diagnostic.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { readToml } from '../toml/read-toml.ts';
import type { TomlValue } from '../toml/toml-value.ts';
import { holdsPassword } from './holds-password.ts';

/** A place of a script with a password in it. */
export interface ScriptPassword {
  /** As `steps[1].run`; `line 5` where it is in a comment. */
  readonly path: string;
  readonly span: Span;
  /** Whether it is in what a rehearsal runs: that of an emulated cluster opens nothing. */
  readonly isRehearsal: boolean;
}

/**
 * Finds the passwords in a script, in comments too. Those in `[rehearsal]`, which are the emulated cluster's, are none.
 *
 * @param bytes the TOML; where it is none, its lines are looked at
 * @returns in the order of the file
 * @example
 * findScriptPasswords(new TextEncoder().encode('a = "x --pin rainbow7"'))[0]?.path; // 'a'
 */
export function findScriptPasswords(bytes: Uint8Array): readonly ScriptPassword[] {
  const { table } = readToml(bytes);
  const texts = table === undefined ? [] : [...listTexts(table, '')];
  const found = texts
    .filter(({ path, value }) => !REHEARSAL.test(path) && holdsPassword(value))
    .map(({ path, span }) => ({ path, span, isRehearsal: REHEARSED.test(path) }));
  const rest = hide(decodeLatin1(bytes), texts);
  return [...found, ...findInLines(rest)].sort((one, other) => one.span.start - other.span.start);
}

const REHEARSAL = /^rehearsal\b/;
const REHEARSED = /^steps\[\d+\]\.rehearse$/;

interface Text {
  readonly path: string;
  readonly value: string;
  readonly span: Span;
}

function* listTexts(value: TomlValue, path: string): Generator<Text> {
  if (value.kind === 'string') yield { path, value: value.value, span: value.span };
  else if (value.kind === 'array') {
    for (const [at, item] of value.items.entries()) yield* listTexts(item, `${path}[${at}]`);
  } else if (value.kind === 'table') {
    for (const [name, member] of value.members) {
      yield* listTexts(member.value, path === '' ? name : `${path}.${name}`);
    }
  }
}

/** Puts what is no password in the place of texts that were looked at. */
function hide(latin1: string, texts: readonly Text[]): string {
  let rest = '';
  let at = 0;
  for (const { span } of [...texts].sort((one, other) => one.span.start - other.span.start)) {
    rest += latin1.slice(at, span.start) + latin1.slice(span.start, span.end).replace(/./g, '$$');
    at = span.end;
  }
  return rest + latin1.slice(at);
}

function* findInLines(latin1: string): Generator<ScriptPassword> {
  let start = 0;
  for (const [at, line] of latin1.split('\n').entries()) {
    const span = { start, end: start + line.length };
    if (holdsPassword(line)) yield { path: `line ${at + 1}`, span, isRehearsal: false };
    start = span.end + 1;
  }
}
