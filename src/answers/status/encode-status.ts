import type { Policy } from '../../ceremony/policy/policy.ts';
import type { Roster } from '../../ceremony/roster.ts';
import type { CeremonyStatus, JudgedApproval } from '../../ceremony/status.ts';
import type { TokenKey } from '../../ceremony/token-key.ts';
import type { WrongSignature } from '../../ceremony/wrong-signature.ts';
import { showText } from '../../parser/text.ts';
import { findService } from '../../token/service.ts';
import { formatIsoTime } from '../../words/iso-time.ts';
import { describeRequestProblem } from '../../words/request.ts';
import { serviceAllows } from '../../words/services.ts';
import {
  describeJudgement,
  describeStatusRefusal,
  describeTokenProblem,
  describeWarning,
} from '../../words/status.ts';
import { listServices, listUsers } from '../../words/token.ts';
import { encodeVerdict } from '../policy/encode-verdict.ts';
import { encodeRequest } from '../request/encode-request.ts';
import { encodeTokenKey } from '../token/encode-key.ts';
import type { ShownStep, StatusAnswer } from './status-answer.ts';
import { listRows } from './status-rows.ts';

/** What an approval file was held against. */
export interface HeldAgainst {
  readonly roster: Roster;
  readonly policy: Policy | undefined;
  /** The key that the token is for, where it is for one. */
  readonly key: TokenKey | undefined;
}

/** Files, as they were named. */
export interface StatusNames {
  readonly file: string;
  readonly request: string | undefined;
  readonly policy: string | undefined;
}

/**
 * What `mofn approval status --json` answers.
 *
 * @param now milliseconds since 1970
 */
export function encodeStatus(
  status: CeremonyStatus,
  { roster, policy, key }: HeldAgainst,
  steps: readonly ShownStep[],
  names: StatusNames,
  now: number,
): StatusAnswer {
  return {
    schemaVersion: 1,
    file: names.file,
    format: status.format,
    token: encodeToken(status, now, key),
    tokenProblem: describeTokenProblem(status) ?? null,
    request: encodeRequestOf(status, names.request),
    policy: encodePolicyOf(status, policy, names.policy),
    right: status.right,
    required: status.required,
    requiredFrom: status.requiredFrom,
    reached: status.reached,
    refusals: status.refusals.map(describeStatusRefusal),
    officers: listRows(status, roster).map(({ name, inRoster, state, approval, onRequest }) => ({
      name,
      inRoster,
      state,
      file: approval?.file ?? null,
      reasons: approval === undefined ? [] : describeJudgement(approval),
      causes: wrongOf(approval)?.causes.map(({ code }) => code) ?? [],
      madeBy: wrongOf(approval)?.signer ?? null,
      onRequest: onRequest ?? null,
    })),
    warnings: status.warnings.map((warning) => ({
      code: warning.code,
      message: describeWarning(warning),
    })),
    next: steps,
  };
}

function encodeRequestOf(
  { request }: CeremonyStatus,
  file: string | undefined,
): StatusAnswer['request'] {
  if (request === undefined || file === undefined) return null;
  const { signed, problems, signatures } = request;
  return {
    file,
    request: encodeRequest(signed.request),
    problems: problems.map((problem) => ({
      code: problem.code,
      message: describeRequestProblem(problem),
    })),
    signatures: signatures.map((one) => ({
      state: one.state,
      names: one.state === 'unknown' ? [] : one.names,
      keyid: one.keyId === '' ? null : one.keyId,
    })),
  };
}

function encodePolicyOf(
  { policy: verdict }: CeremonyStatus,
  policy: Policy | undefined,
  file: string | undefined,
): StatusAnswer['policy'] {
  if (verdict === undefined || policy === undefined || file === undefined) return null;
  return {
    file,
    name: policy.name ?? null,
    sha256: policy.digest,
    met: verdict.isMet,
    ...encodeVerdict(verdict),
  };
}

function wrongOf(approval: JudgedApproval | undefined): WrongSignature | undefined {
  return approval?.state === 'wrong' ? approval.wrong : undefined;
}

function encodeToken(
  { token, format }: CeremonyStatus,
  now: number,
  key: TokenKey | undefined,
): StatusAnswer['token'] {
  if (token === undefined) return null;
  const [first] = token.records;
  return {
    file: showText(token.path),
    sha256: token.digest,
    user: first?.user ?? null,
    users: listUsers(token.records),
    service: first?.service ?? null,
    services: listServices(token.records),
    serviceName: (first && findService(first.service)?.name) ?? null,
    allows: (first && serviceAllows(first.service, format)) ?? null,
    namesOperation: false,
    ...(key !== undefined && { key: encodeTokenKey(key) }),
    nodes: token.records.map(({ node }) => node),
    created: first === undefined ? null : formatIsoTime(first.created),
    ageSeconds: first === undefined ? null : Math.floor(now / 1000) - first.created,
  };
}
