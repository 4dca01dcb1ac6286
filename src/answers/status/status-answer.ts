import type { JudgedRequestSignature } from '../../ceremony/request/request.ts';
import type { ApprovalState, CeremonyStatus, StatusWarning } from '../../ceremony/status.ts';
import type { VerdictAnswer } from '../policy/policy-answer.ts';
import type {
  RequestProblemAnswer,
  RequestSignatureAnswer,
  RequestTermsAnswer,
} from '../request/request-answer.ts';
import type { KeyAnswer } from '../token/key-answer.ts';

/** What `mofn approval status --json` answers. */
export interface StatusAnswer {
  readonly schemaVersion: 1;
  readonly file: string;
  readonly format: 'classic' | 'sdk5';
  /** Null where it cannot be read; then `tokenProblem` says why. */
  readonly token: StatusToken | null;
  readonly tokenProblem: string | null;
  readonly request: StatusRequest | null;
  readonly policy: StatusPolicy | null;
  readonly right: number;
  readonly required: number;
  readonly requiredFrom: CeremonyStatus['requiredFrom'];
  readonly reached: boolean;
  readonly refusals: readonly string[];
  readonly officers: readonly StatusOfficer[];
  readonly warnings: readonly { readonly code: StatusWarning['code']; readonly message: string }[];
  readonly next: readonly ShownStep[];
}

export interface StatusToken {
  readonly file: string;
  readonly sha256: string;
  readonly user: string | null;
  readonly users: readonly string[];
  readonly service: number | null;
  readonly services: readonly number[];
  readonly serviceName: string | null;
  readonly allows: string | null;
  readonly namesOperation: false;
  readonly key?: KeyAnswer;
  readonly nodes: readonly number[];
  readonly created: string | null;
  readonly ageSeconds: number | null;
}

export interface StatusRequest {
  readonly file: string;
  readonly request: RequestTermsAnswer;
  readonly problems: readonly RequestProblemAnswer[];
  readonly signatures: readonly RequestSignatureAnswer<JudgedRequestSignature['state']>[];
}

export interface StatusPolicy extends VerdictAnswer {
  readonly file: string;
  readonly name: string | null;
  readonly sha256: string;
  readonly met: boolean;
}

/** An officer of the roster, or an approver of the file. */
export interface StatusOfficer {
  readonly name: string;
  readonly inRoster: boolean;
  readonly state: ApprovalState | 'missing';
  readonly file: string | null;
  readonly reasons: readonly string[];
  readonly causes: readonly string[];
  readonly madeBy: string | null;
  readonly onRequest: boolean | null;
}

/** What somebody has to do. Both texts are safe to show. */
export interface ShownStep {
  /** Who does what: `officer3 signs`. */
  readonly what: string;
  /** Commands, one a line; none where there is nothing to type. */
  readonly commands: readonly string[];
}
