import type {
  JudgedRequestSignature,
  RequestProblem,
  SignedRequest,
} from '../../ceremony/request/request.ts';
import { describeRequestProblem } from '../../words/request.ts';
import { encodeRequest } from './encode-request.ts';
import type { RequestVerified } from './request-answer.ts';

/** What was found of a request. */
export interface RequestFinding {
  readonly signed: SignedRequest;
  readonly problems: readonly RequestProblem[];
  /** Missing where nobody's keys are at hand. */
  readonly judged: readonly JudgedRequestSignature[] | undefined;
}

/** At least one signature, and none by a stranger. */
export function isVerified({ problems, judged = [] }: RequestFinding): boolean {
  const isKnown = judged.length > 0 && judged.every(({ state }) => state !== 'unknown');
  return problems.length === 0 && isKnown;
}

/** What `mofn request verify --json` answers. */
export function encodeVerifiedRequest(file: string, finding: RequestFinding): RequestVerified {
  const { signed, problems, judged } = finding;
  return {
    schemaVersion: 1,
    file,
    verified: isVerified(finding),
    request: encodeRequest(signed.request),
    problems: problems.map((problem) => ({
      code: problem.code,
      message: describeRequestProblem(problem),
    })),
    signatures: signed.signatures.map(({ keyId }, index) => {
      const one = judged?.[index];
      return {
        state: one?.state ?? 'unchecked',
        names: one === undefined || one.state === 'unknown' ? [] : one.names,
        keyid: keyId === '' ? null : keyId,
      };
    }),
  };
}
