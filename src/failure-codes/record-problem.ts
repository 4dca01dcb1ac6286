/** What no HSM writes into a record of a token. */
export type RecordProblem = 'key-handle' | 'created' | 'user' | 'not-zero';
