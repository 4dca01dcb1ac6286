/**
 * Failures that the user can do something about, as data: a stable code and its values. No sentence
 * stands here or below the edge; `src/words/failures` has what people read.
 */

import { type AuditJudgeFailures, auditJudgeFailureKinds } from './failure-codes/audit-judge.ts';
import { type AuditLogFailures, auditLogFailureKinds } from './failure-codes/audit-log.ts';
import { type BundleFailures, bundleFailureKinds } from './failure-codes/bundle.ts';
import { type CeremonyFailures, ceremonyFailureKinds } from './failure-codes/ceremony.ts';
import {
  type CeremonyRecordFailures,
  ceremonyRecordFailureKinds,
} from './failure-codes/ceremony-record.ts';
import { type ContentFailures, contentFailureKinds } from './failure-codes/content.ts';
import { type EnvelopeFailures, envelopeFailureKinds } from './failure-codes/envelope.ts';
import { type EvidenceFailures, evidenceFailureKinds } from './failure-codes/evidence.ts';
import { type FilesFailures, filesFailureKinds } from './failure-codes/files.ts';
import { type HsmFailures, hsmFailureKinds } from './failure-codes/hsm.ts';
import type { FailureKind } from './failure-codes/kind.ts';
import { type MgmtUtilFailures, mgmtUtilFailureKinds } from './failure-codes/mgmt-util.ts';
import { type ParserFailures, parserFailureKinds } from './failure-codes/parser.ts';
import { type RequestFailures, requestFailureKinds } from './failure-codes/request.ts';
import { type SignerFailures, signerFailureKinds } from './failure-codes/signer.ts';
import { type TokenFailures, tokenFailureKinds } from './failure-codes/token.ts';

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

let kinds: Readonly<Record<FailureCode, FailureKind>> | undefined;

/**
 * The kind of each code. It is made when it is first asked for: most starts see no failure.
 *
 * @example
 * failureKinds()['token-size']; // 'file'
 */
export function failureKinds(): Readonly<Record<FailureCode, FailureKind>> {
  kinds ??= {
    ...auditLogFailureKinds(),
    ...auditJudgeFailureKinds(),
    ...bundleFailureKinds(),
    ...ceremonyFailureKinds(),
    ...ceremonyRecordFailureKinds(),
    ...contentFailureKinds(),
    ...envelopeFailureKinds(),
    ...evidenceFailureKinds(),
    ...filesFailureKinds(),
    ...parserFailureKinds(),
    ...requestFailureKinds(),
    ...signerFailureKinds(),
    ...tokenFailureKinds(),
    ...hsmFailureKinds(),
    ...mgmtUtilFailureKinds(),
  };
  return kinds;
}

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
    this.kind = failureKinds()[code];
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
