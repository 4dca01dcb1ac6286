import type { RecordProblem } from '../failure-codes/record-problem.ts';

/** What is wrong with a record of a token, in words. */
export const RECORD_PROBLEMS: Readonly<Record<RecordProblem, string>> = {
  'key-handle': 'its key handle is out of range',
  created: 'its creation time is out of range',
  user: 'its user is not a user name',
  'not-zero': 'bytes that must be zero are not',
};
