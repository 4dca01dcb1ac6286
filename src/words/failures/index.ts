/**
 * What people read of each failure. Pure: a web page shows the same words as the command line.
 */
import type { AnyFailure, FailureCode, FailureValues } from '../../failure.ts';
import { AUDIT_JUDGE_FAILURE_WORDS } from './audit-judge.ts';
import { AUDIT_LOG_FAILURE_WORDS } from './audit-log.ts';
import { BUNDLE_FAILURE_WORDS } from './bundle.ts';
import { CEREMONY_FAILURE_WORDS } from './ceremony.ts';
import { CEREMONY_RECORD_FAILURE_WORDS } from './ceremony-record.ts';
import { CONTENT_FAILURE_WORDS } from './content.ts';
import { ENVELOPE_FAILURE_WORDS } from './envelope.ts';
import { EVIDENCE_FAILURE_WORDS } from './evidence.ts';
import type { FailureWords } from './failure-words.ts';
import { FILES_FAILURE_WORDS } from './files.ts';
import { HSM_FILE_FAILURE_WORDS } from './hsm-files.ts';
import { HSM_PLAN_FAILURE_WORDS } from './hsm-plan.ts';
import { HSM_STATE_FAILURE_WORDS } from './hsm-state.ts';
import { MGMT_UTIL_FAILURE_WORDS } from './mgmt-util.ts';
import { PARSER_FAILURE_WORDS } from './parser.ts';
import { REQUEST_FAILURE_WORDS } from './request.ts';
import { SIGNER_FAILURE_WORDS } from './signer.ts';
import { TOKEN_FAILURE_WORDS } from './token.ts';

const FAILURE_WORDS: FailureWords<FailureValues> = {
  ...AUDIT_LOG_FAILURE_WORDS,
  ...AUDIT_JUDGE_FAILURE_WORDS,
  ...BUNDLE_FAILURE_WORDS,
  ...CEREMONY_FAILURE_WORDS,
  ...CEREMONY_RECORD_FAILURE_WORDS,
  ...CONTENT_FAILURE_WORDS,
  ...ENVELOPE_FAILURE_WORDS,
  ...EVIDENCE_FAILURE_WORDS,
  ...FILES_FAILURE_WORDS,
  ...PARSER_FAILURE_WORDS,
  ...REQUEST_FAILURE_WORDS,
  ...SIGNER_FAILURE_WORDS,
  ...TOKEN_FAILURE_WORDS,
  ...HSM_STATE_FAILURE_WORDS,
  ...HSM_PLAN_FAILURE_WORDS,
  ...HSM_FILE_FAILURE_WORDS,
  ...MGMT_UTIL_FAILURE_WORDS,
};

/** A failure as the command line shows it: `error: MESSAGE` and `hint: HINT`. */
export interface DescribedFailure {
  readonly message: string;
  readonly hint: string | undefined;
}

/**
 * Puts a failure into words.
 *
 * @example
 * describeFailure(new Failure('token-empty', {})).message; // 'the token file is empty'
 */
export function describeFailure({ code, values }: AnyFailure): DescribedFailure {
  // The compiler does not see that the words found under a code are those for its values.
  const words = FAILURE_WORDS[code] as FailureWords<FailureValues>[FailureCode] & {
    readonly message: (values: unknown) => string;
    readonly hint?: (values: unknown) => string | undefined;
  };
  return { message: words.message(values), hint: words.hint?.(values) };
}
