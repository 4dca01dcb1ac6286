import type {
  OperationArgumentKind,
  OperationProblem,
} from '../failure-codes/operation-problem.ts';
import { escapeUnsafe } from '../printable.ts';

const EXPECTED: Readonly<Record<OperationArgumentKind, string>> = {
  'user-type': 'CO or CU (admin or crypto-user in the newer words)',
  'user-name': '1 to 31 letters, digits and _',
  service: '3, 4 or 7 (user, quorum or cluster in the newer words)',
  m: 'a whole number from 1',
  level: 'none or cluster',
  text: 'a text of 1024 characters at most',
};

/**
 * Why some words name no operation, in lower case and without a full stop; safe to show. A password is never in it.
 *
 * @example
 * describeOperationProblem({ code: 'missing', command: 'createUser', argument: 'user' }); // 'createUser has no user'
 */
export function describeOperationProblem(problem: OperationProblem): string {
  switch (problem.code) {
    case 'empty':
      return 'found no words';
    case 'open-quote':
      return 'a quotation is not ended, or a backslash stands at the end';
    case 'unknown-command':
      return problem.others === undefined
        ? `${quote(problem.command)} begins no operation that a quorum is asked for`
        : `what stands behind ${quote(problem.command)} makes no operation that a quorum is asked for`;
    case 'password':
      return `${escapeUnsafe(problem.command)} has a password, or a word where a password stands, in it`;
    case 'missing':
      return `${escapeUnsafe(problem.command)} has no ${escapeUnsafe(problem.argument)}`;
    case 'extra':
      return `${escapeUnsafe(problem.command)} has a word too many`;
    case 'value':
      return `${escapeUnsafe(problem.command)} has ${nameFound(problem)} as ${problem.argument}, expected ${EXPECTED[problem.expected]}`;
    case 'unknown-option':
      return `${escapeUnsafe(problem.command)} has no option ${quote(`--${problem.option}`)}`;
    case 'option-twice':
      return `--${escapeUnsafe(problem.option)} is there twice`;
    case 'option-without-value':
      return `--${escapeUnsafe(problem.option)} has no value`;
  }
}

const AS_TYPED =
  'write it as it is typed, as createUser CU bob or user delete --username bob --role admin';
const KEYS_AS_TYPED =
  'write it as it is typed, as crypto sign ecdsa --key-filter attr.label=ca --hash-function sha384 --data-path FILE ' +
  'or key share --filter attr.label=ca --username bob --role crypto-user';
const OF_KEYS = /^(?:crypto|key) /;

/** What to do about it. */
export function suggestForOperation(problem: OperationProblem): string {
  switch (problem.code) {
    case 'password':
      return 'leave the password out: it is nobody’s but the user’s, and no part of what is approved';
    case 'unknown-command':
      if (problem.nearest === undefined && problem.others !== undefined) {
        return `a quorum is asked for ${problem.others.join(', ')}`;
      }
      return problem.nearest === undefined ? AS_TYPED : `did you mean ${problem.nearest}?`;
    case 'unknown-option':
      return problem.nearest === undefined ? AS_TYPED : `did you mean --${problem.nearest}?`;
    default:
      return 'command' in problem && OF_KEYS.test(problem.command) ? KEYS_AS_TYPED : AS_TYPED;
  }
}

/** Where a word is missing, the password comes to stand in its place: what looks like none that belongs there is not told. */
function nameFound({ found, expected }: Extract<OperationProblem, { code: 'value' }>): string {
  const mayBeSecret =
    expected === 'user-name' || (expected === 'user-type' && !/^[a-z-]{1,16}$/i.test(found));
  return mayBeSecret ? 'another word' : quote(found);
}

function quote(text: string): string {
  return `"${escapeUnsafe(text)}"`;
}
