import type {
  CeremonyRecordFailures,
  RecordLineProblem,
} from '../../failure-codes/ceremony-record.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import { quotePath } from '../quote-for-shell.ts';
import { describeScriptDiagnostic } from '../script-diagnostics/index.ts';
import type { FailureWords } from './failure-words.ts';

export const CEREMONY_RECORD_FAILURE_WORDS: FailureWords<CeremonyRecordFailures> = {
  'script-malformed': {
    message: ({ path, line, column, diagnostic, others }) => {
      const { message } = describeScriptDiagnostic(diagnostic);
      const where = `${path === null ? 'standard input' : escapeUnsafe(path)}:${line}:${column}`;
      const more = others === 0 ? '' : `; ${countNoun(others, 'more error')}`;
      return `the script is not sound: ${where}: ${message}${more}`;
    },
    hint: ({ path, diagnostic }) =>
      path === null
        ? describeScriptDiagnostic(diagnostic).hint
        : `"mofn ceremony lint ${quotePath(path)}" tells all of it`,
  },
  'ceremony-held': {
    message: ({ by }) => {
      const holder = by === null ? 'a process that is not known' : `process ${by.pid}`;
      const where = by === null || by.isHere ? '' : ' of another container';
      return `this ceremony is being held in another window (${holder}${where})`;
    },
    hint: ({ lock, by }) =>
      by?.isHere === true
        ? `go on there; or pause there, and do it again here; "ps -fp ${by.pid}" shows what it is`
        : `if nobody is holding it, take the lock away: rm ${quotePath(lock)}`,
  },
  'ceremony-record-size': {
    message: ({ bytes, most }) =>
      `the record of the ceremony has ${countNoun(bytes, 'byte')}, expected ${most} at most`,
    hint: () => 'it may be sound, and is larger than any ceremony makes it',
  },
  'ceremony-record-line': {
    message: ({ line, problem }) =>
      `line ${line} of the record of the ceremony ${describeLineProblem(problem)}`,
    hint: () =>
      'a record is written by "mofn ceremony run" alone; whatever was changed in it shows from here on',
  },
};

function describeLineProblem(problem: RecordLineProblem): string {
  switch (problem.code) {
    case 'no-entry':
      return problem.member === undefined
        ? 'is no entry of a record'
        : `is no entry of a record: "${escapeUnsafe(problem.member)}" is missing, or is not what it should be`;
    case 'other-bytes':
      return 'is not as an entry is written, byte for byte';
    case 'number':
      return `has the number ${problem.found}, expected ${problem.expected}`;
    case 'chain':
      return 'is not bound to the line before it by its hash';
    case 'opening':
      return 'should open the record if it is the first, and only then';
    case 'in-break':
      return 'stands in a break, behind which the ceremony is gone on with first';
    case 'after-closing':
      return 'stands behind the one that closes the record';
    case 'order':
      return `is of the step "${escapeUnsafe(problem.step)}", which cannot be done, skipped or begun anew there`;
  }
}
