import type { ParserFailures, TextProblem } from '../../failure-codes/parser.ts';
import { FIELD_KEYS } from '../../parser/fields.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import type { FailureWords } from './failure-words.ts';

/** Characters of a name or path that are shown. */
const LONGEST = 80;

export const PARSER_FAILURE_WORDS: FailureWords<ParserFailures> = {
  'approval-count': {
    message: ({ count, approvers }) =>
      `the number of approvals is ${count}, but the list has ${countNoun(approvers, 'approver')}`,
    hint: () => 'leave the number out: it follows from the approvers',
  },
  'approval-limit': {
    message: ({ approvals, most }) =>
      `found ${countNoun(approvals, 'approval')}, and the device takes ${most} at most`,
    hint: () => 'M of them are enough',
  },
  'approval-path-empty': {
    message: ({ field }) => `"${FIELD_KEYS[field]}" is empty, and the device opens it in any case`,
    hint: () => 'give a path',
  },
  'approval-text': {
    message: ({ field, text, problem }) =>
      `"${FIELD_KEYS[field]}" cannot be ${quote(text)}: ${describeTextProblem(problem)}`,
    hint: () => 'rename it: the device would read something else',
  },
  'approver-type': {
    message: ({ type }) => `the approver type ${type} is neither 1 nor 2`,
    hint: () => '1 stands for a CU, 2 for a CO',
  },
  'approver-unknown': {
    message: ({ name }) => `found no approver ${quote(name)} in the file`,
    hint: ({ approvers }) =>
      approvers.length === 0
        ? 'the file has no approvers'
        : `its approvers are ${approvers.map(escapeUnsafe).join(', ')}`,
  },
  'approver-there': {
    message: ({ name }) =>
      `the approver "${escapeUnsafe(name)}" is there already, and an HSM counts nobody twice`,
    hint: () => 'name each approver once',
  },
  'approver-repeated': {
    message: ({ name, times }) =>
      `found the approver "${escapeUnsafe(name)}" ${countNoun(times, 'time')}`,
    hint: () => 'remove the approver, then add it once',
  },
  'approver-incomplete': {
    message: ({ name, field }) =>
      `the approver "${escapeUnsafe(name)}" is incomplete: found no line for its ${field}`,
    hint: () => 'remove the approver, then add it',
  },
  'approval-edit': {
    message: ({ problem }) =>
      problem === 'reading-changed'
        ? 'the file is not edited: the device would no longer read what is written'
        : 'the file is not edited: one of its approvers lacks a line, and would be mixed up with another',
    hint: () => 'mend the file first',
  },
};

function quote(text: string): string {
  return escapeUnsafe(JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
}

export function describeTextProblem(problem: TextProblem): string {
  switch (problem.code) {
    case 'semicolon':
      return 'a ";" ends the value';
    case 'line-break':
      return 'a line break ends the value';
    case 'nul':
      return 'a NUL ends the value';
    case 'skipped-start':
      return 'blanks, ":" and "=" at the beginning are skipped';
    case 'half-surrogate':
      return 'it has half of a surrogate pair';
    case 'length':
      return `it has ${countNoun(problem.bytes, 'byte')}, and the device takes ${problem.most}`;
  }
}
