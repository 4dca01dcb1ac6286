/**
 * What people read where approvals cannot be carried into the other kind of file. Lower case, no full stop;
 * safe to show.
 */
import type { ConvertRefusal, Unheld } from '../ceremony/convert/refusal.ts';
import { Failure } from '../failure.ts';
import { escapeUnsafe } from '../printable.ts';
import type { Base64Problem } from '../token/sdk5/base64.ts';
import { describeCollectRefusal } from './collect.ts';
import { countNoun } from './count-noun.ts';
import { describeFailure } from './failures/index.ts';
import { describeTextProblem } from './failures/parser.ts';

const BASE64_PROBLEMS: Readonly<Record<Base64Problem, string>> = {
  blanks: 'has line ends or blanks in its base64',
  'url-alphabet': 'is base64 in the URL alphabet',
  hex: 'is hexadecimal, not base64',
  none: 'is no base64',
};

const WHICH_IS_RIGHT = '"mofn approval status" says what is the matter with it';
const NO_USER_NAME = 'a user name has 1 to 31 letters, digits and _';

/**
 * What keeps a file from being converted, and what to do.
 *
 * @param source the path of that file
 * @example
 * describeConvertRefusal({ code: 'repeated-name', name: 'admin2' }, 'admin.json').message; // '"admin.json" has two approvals of "admin2", and a classic file names nobody twice'
 */
export function describeConvertRefusal(
  refusal: ConvertRefusal,
  source: string,
): { readonly message: string; readonly hint?: string | undefined } {
  const file = quote(source);
  switch (refusal.code) {
    case 'device-error':
    case 'readings-differ':
      return { message: describeCollectRefusal(refusal, source) };
    case 'malformed':
      return describeFailure(new Failure('sdk5-malformed', { diagnostic: refusal.diagnostic }));
    case 'other-kind':
      return describeFailure(new Failure('sdk5-kind', { kind: refusal.kind }));
    case 'no-token':
      return describeFailure(refusal.problem);
    case 'single-token':
      return {
        message: `the record of the single token file ${quote(refusal.path)} is none of the token, and JSON holds one token`,
        hint: 'find out which of the two the HSMs gave, and leave the other out',
      };
    case 'too-many':
      return {
        message: `found ${countNoun(refusal.found, refusal.what.slice(0, -1))}, and a classic file has ${refusal.most} at most`,
        hint: refusal.what === 'approvals' ? 'M of them are enough' : undefined,
      };
    case 'name':
      return {
        message: `the approver's name ${quote(refusal.name)} cannot stand in a classic file: ${describeTextProblem(refusal.problem)}`,
        hint: NO_USER_NAME,
      };
    case 'name-blanks':
      return {
        message: `the approver's name ${quote(refusal.name)} cannot stand in a classic file: it has blanks at an end`,
        hint: NO_USER_NAME,
      };
    case 'name-encoding':
      return {
        message: `the approver's name ${quote(refusal.name)} cannot stand in JSON: its bytes are no UTF-8`,
        hint: NO_USER_NAME,
      };
    case 'repeated-name':
      return {
        message: `${file} has two approvals of ${quote(refusal.name)}, and a classic file names nobody twice`,
        hint: WHICH_IS_RIGHT,
      };
    case 'role':
      return {
        message: `${quote(refusal.name)} has the role ${quote(refusal.role)}, which a classic file has no type for`,
        hint: 'the roles of approvers are admin and crypto-user',
      };
    case 'signature-size':
      return {
        message: `${whose(refusal)} has ${countNoun(refusal.bytes, 'byte')}, expected 256`,
        hint: WHICH_IS_RIGHT,
      };
    case 'signature-base64':
      return {
        message: `${whose(refusal)} ${BASE64_PROBLEMS[refusal.problem]}`,
        hint: WHICH_IS_RIGHT,
      };
    case 'unheld':
      return { message: `the other kind of file cannot hold ${listUnheld(refusal.unheld)}` };
  }
}

/** What there is beside token and approvals, in one line. */
export function listUnheld(unheld: readonly Unheld[]): string {
  const lines = (code: 'comment' | 'other-line'): readonly string[] =>
    unheld.flatMap((one) => (one.code === code ? [String(one.line)] : []));
  const others = unheld.map(nameUnheld).filter((text) => text !== undefined);
  const named = [...inLines('comments', lines('comment')), ...inLines('text', lines('other-line'))];
  return [...named, ...others].join(', ');
}

function nameUnheld(one: Unheld): string | undefined {
  switch (one.code) {
    case 'member':
      return `the member ${quote(one.path)}`;
    case 'service':
      return `the service ${quote(one.name)}`;
    default:
      return undefined;
  }
}

function inLines(what: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`${what} in line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}`];
}

function whose({ name, origin }: { readonly name: string; readonly origin: string }): string {
  return `the signature of ${quote(name)}, ${quote(origin)},`;
}

function quote(text: string): string {
  return `"${escapeUnsafe(text)}"`;
}
