import { encodeShownRequest, readRequestOrDraft } from '../../answers/request/encode-shown.ts';
import { encodeVerifiedRequest } from '../../answers/request/encode-verified.ts';
import type { RequestVerified } from '../../answers/request/request-answer.ts';
import type { Policy } from '../../ceremony/policy/policy.ts';
import { judgeRequest } from '../../ceremony/request/judge-request.ts';
import { judgeRequestSignatures } from '../../ceremony/request/judge-signatures.ts';
import type { SignedRequest } from '../../ceremony/request/request.ts';
import { readRequest } from '../../ceremony/request/statement.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { TokenFile } from '../../token/token-file.ts';
import { describeRequest } from '../../words/request.ts';
import type { OfficerKeys } from './officer-keys.ts';
import type { DroppedFile, RequestView, Row } from './page-model.ts';

/** A request that stands for a token. */
export interface KnownRequest {
  readonly path: string;
  readonly signed: SignedRequest;
}

/** What a request is held against. */
export interface BesideRequest {
  /** The tokens that were dropped. */
  readonly tokens: readonly TokenFile[];
  readonly policies: readonly Policy[];
  readonly keys: OfficerKeys;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** @throws Failure as `readRequest` and `readDraft` */
export function viewRequest(
  { path, bytes }: DroppedFile,
  beside: BesideRequest,
  crypto: CryptoProvider,
): { readonly view: RequestView; readonly known: KnownRequest | undefined } {
  const either = readRequestOrDraft(bytes);
  const isDraft = !('token' in either.request);
  const shown = encodeShownRequest(path, either);
  const rows = describeRequest(either.request).map(rowOf);
  if (isDraft) return { view: { path, isDraft, shown, rows }, known: undefined };
  const signed = readRequest(bytes);
  const verified = verify(path, signed, beside, crypto);
  return { view: { path, isDraft, shown, verified, rows }, known: { path, signed } };
}

function verify(
  path: string,
  signed: SignedRequest,
  { tokens, policies, keys, now }: BesideRequest,
  crypto: CryptoProvider,
): RequestVerified {
  const token = findTokenOf(signed, tokens);
  const policy = findPolicyOf(signed, policies);
  const at = token?.records[0]?.created ?? signed.request.made;
  return encodeVerifiedRequest(path, {
    signed,
    problems: judgeRequest(signed.request, {
      token,
      now: Math.floor(now / 1000),
      policy: policy?.digest ?? null,
    }),
    judged: keys.isThere ? judgeRequestSignatures(signed, keys.holdersAt(at), crypto) : undefined,
  });
}

/** The token that it names, else the only one that there is: then it says that it is another. */
function findTokenOf(
  { request }: SignedRequest,
  tokens: readonly TokenFile[],
): TokenFile | undefined {
  const named = tokens.find(({ digest }) => digest === request.token.digest);
  return named ?? (tokens.length === 1 ? tokens[0] : undefined);
}

/** The policy that it names, else the first: then it says that it is another. */
function findPolicyOf({ request }: SignedRequest, policies: readonly Policy[]): Policy | undefined {
  return policies.find(({ digest }) => digest === request.policy) ?? policies[0];
}

/** A line begins with its label, in so many columns. */
const LABEL = 11;

function rowOf(line: string): Row {
  return { label: line.slice(0, LABEL).trim(), text: line.slice(LABEL) };
}
