/**
 * Failures that the user can do something about, as data: a stable code and its values. No sentence
 * stands here or below the edge; `src/words/failures` has what people read.
 */

import { AUDIT_JUDGE_FAILURE_KINDS, type AuditJudgeFailures } from './failure-codes/audit-judge.ts';
import { AUDIT_LOG_FAILURE_KINDS, type AuditLogFailures } from './failure-codes/audit-log.ts';
import { BUNDLE_FAILURE_KINDS, type BundleFailures } from './failure-codes/bundle.ts';
import { CEREMONY_FAILURE_KINDS, type CeremonyFailures } from './failure-codes/ceremony.ts';
import {
  CEREMONY_RECORD_FAILURE_KINDS,
  type CeremonyRecordFailures,
} from './failure-codes/ceremony-record.ts';
import { CONTENT_FAILURE_KINDS, type ContentFailures } from './failure-codes/content.ts';
import { ENVELOPE_FAILURE_KINDS, type EnvelopeFailures } from './failure-codes/envelope.ts';
import { EVIDENCE_FAILURE_KINDS, type EvidenceFailures } from './failure-codes/evidence.ts';
import { FILES_FAILURE_KINDS, type FilesFailures } from './failure-codes/files.ts';
import { HSM_FAILURE_KINDS, type HsmFailures } from './failure-codes/hsm.ts';
import type { FailureKind } from './failure-codes/kind.ts';
import { MGMT_UTIL_FAILURE_KINDS, type MgmtUtilFailures } from './failure-codes/mgmt-util.ts';
import { PARSER_FAILURE_KINDS, type ParserFailures } from './failure-codes/parser.ts';
import { REQUEST_FAILURE_KINDS, type RequestFailures } from './failure-codes/request.ts';
import { SIGNER_FAILURE_KINDS, type SignerFailures } from './failure-codes/signer.ts';
import { TOKEN_FAILURE_KINDS, type TokenFailures } from './failure-codes/token.ts';

export type { FailureKind } from './failure-codes/kind.ts';

/** Every code of a failure, and the values that it comes with; a file of failure-codes/ for each room. */
export interface FailureValues
  extends AuditJudgeFailures,
    AuditLogFailures,
    BundleFailures,
    CeremonyFailures,
    CeremonyRecordFailures,
    ContentFailures,
    EnvelopeFailures,
    EvidenceFailures,
    FilesFailures,
    ParserFailures,
    RequestFailures,
    SignerFailures,
    TokenFailures,
    HsmFailures,
    MgmtUtilFailures {}

export type FailureCode = keyof FailureValues;

/** The kind of each code. It is made by a function so that a bundle that makes no failure leaves it out. */
export const FAILURE_KINDS: Readonly<Record<FailureCode, FailureKind>> = /* @__PURE__ */ (() => ({
  ...AUDIT_LOG_FAILURE_KINDS,
  ...AUDIT_JUDGE_FAILURE_KINDS,
  ...BUNDLE_FAILURE_KINDS,
  ...CEREMONY_FAILURE_KINDS,
  ...CEREMONY_RECORD_FAILURE_KINDS,
  ...CONTENT_FAILURE_KINDS,
  ...ENVELOPE_FAILURE_KINDS,
  ...EVIDENCE_FAILURE_KINDS,
  ...FILES_FAILURE_KINDS,
  ...PARSER_FAILURE_KINDS,
  ...REQUEST_FAILURE_KINDS,
  ...SIGNER_FAILURE_KINDS,
  ...TOKEN_FAILURE_KINDS,
  ...HSM_FAILURE_KINDS,
  ...MGMT_UTIL_FAILURE_KINDS,
}))();

/**
 * What the library throws where it cannot go on and the caller can do something about it. Anything
 * else that is thrown is a bug.
 *
 * Test with {@link isFailure}, never with `instanceof`: the command line is bundled in pieces, and
 * each piece has a class of its own. `message` is for stack traces: the code and the values, in no
 * words that anybody should match.
 *
 * @example
 * throw new Failure('token-size', { bytes: 81 });
 */
export class Failure<Code extends FailureCode = FailureCode> extends Error {
  /** What {@link isFailure} goes by. */
  readonly isMofnFailure: true = true;
  readonly kind: FailureKind;
  readonly code: Code;
  readonly values: FailureValues[Code];

  constructor(code: Code, values: FailureValues[Code], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(values)}`, options);
    this.name = 'Failure';
    this.kind = FAILURE_KINDS[code];
    this.code = code;
    this.values = values;
  }
}

/** A failure of any code, told apart by it: `switch (failure.code)` knows `failure.values`. */
export type AnyFailure = { readonly [Code in FailureCode]: Failure<Code> }[FailureCode];

/**
 * Whether something thrown is a {@link Failure}, from whichever bundle it comes.
 *
 * @example
 * if (isFailure(error) && error.code === 'token-size') console.log(error.values.bytes);
 */
export function isFailure(thrown: unknown): thrown is AnyFailure {
  return typeof thrown === 'object' && thrown !== null && 'isMofnFailure' in thrown;
}
