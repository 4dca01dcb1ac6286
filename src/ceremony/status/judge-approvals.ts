/**
 * Judges each approval of a file as the HSM would, and says why.
 */
import type { CryptoProvider } from '../../crypto-provider.ts';
import { DEVICE_LIMITS } from '../../parser/device.ts';
import { type FieldText, showText } from '../../parser/text.ts';
import { isQuorumKey } from '../../token/quorum-key.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import type {
  ApprovalSet,
  SetApproval,
  SignatureFile,
  SignedToken,
  UnfitReason,
} from '../approval-set.ts';
import { identifyKey, isSignatureBy, type OfficerKey } from '../officer-key.ts';
import { findOfficer, keysOfOfficer, type MissingKeyProblem, type Roster } from '../roster.ts';
import { explainSignature, type NearbyFile, type WrongSignature } from '../wrong-signature.ts';

import type { KeyApprovers } from './required.ts';

/** One approval of the file. Strings are as people read them, not yet made safe for a terminal. */
export type JudgedApproval = DescribedApproval & Judgement;

export interface DescribedApproval {
  /** As the device reads it: 1 is CU, 2 is CO. */
  readonly type: number;
  /** In lower case where it is a user name, else as it stands in the file. */
  readonly name: string;
  /** Of the signature, as it stands in the file. */
  readonly file: string;
  /** Bytes behind the first 256, which the tool does not read. */
  readonly trailingBytes: number;
  /** Whether the officer has signed the request; missing where there is none. */
  readonly onRequest?: boolean;
}

/** What an approval is worth. */
export type Judgement =
  /** it counts */
  | { readonly state: 'right' }
  /** the signature is wrong; the HSM refuses the whole file. `right`: a file that has a right one */
  | {
      readonly state: 'wrong';
      readonly wrong: WrongSignature;
      readonly right: string | undefined;
    }
  /** the signature is not what is wrong; the HSM refuses the whole file */
  | { readonly state: 'refused'; readonly reason: RefusedReason }
  /** the signature file cannot be opened; the tool stops there */
  | { readonly state: 'no-file'; readonly right: string | undefined }
  /** it is written, but the tool does not read that far */
  | { readonly state: 'unread' }
  /** there is nothing to check it with; the HSM may refuse the whole file */
  | { readonly state: 'unchecked'; readonly reason: UncheckedReason };

export type ApprovalState = Judgement['state'];

export type RefusedReason =
  | UnfitReason
  /** the approver's name is none that an HSM knows */
  | { readonly code: 'no-user-name' }
  /** the same approver is in the file already */
  | { readonly code: 'repeated-name' }
  /** the token is for a key, and the approver neither owns it nor shares it */
  | { readonly code: 'no-key-user' }
  /** another approver has the same key, and counts already */
  | { readonly code: 'shared-key'; readonly owner: string };

export type UncheckedReason =
  /** there is no token to check it against */
  | { readonly code: 'no-token' }
  /** the roster has no such officer */
  | { readonly code: 'not-in-roster' }
  /** the roster has no key of the officer */
  | { readonly code: 'no-key'; readonly problem: MissingKeyProblem };

export interface JudgeOptions {
  readonly roster: Roster;
  readonly nearby: readonly NearbyFile[];
  /** Of a token for a key, where its users are known. */
  readonly key?: KeyApprovers | undefined;
}

/** The approvals that the tool reads, in its order, then those that it does not. */
export function judgeApprovals(
  set: ApprovalSet,
  options: JudgeOptions,
  crypto: CryptoProvider,
): readonly JudgedApproval[] {
  const judge = new Judge(set, options, crypto);
  return [
    ...set.approvals.map((approval) => ({ ...describe(approval), ...judge.judge(approval) })),
    ...set.unread.map((approval) => ({ ...describe(approval), state: 'unread' as const })),
  ];
}

/** Judges approvals in their order: the HSM takes each officer and each key once. */
class Judge {
  readonly #token: SignedToken | undefined;
  /** Files that may have somebody's right signature. */
  readonly #signatures: readonly NearbyFile[];
  readonly #options: JudgeOptions;
  readonly #crypto: CryptoProvider;
  readonly #names = new Set<string>();
  /** Who has which key. */
  readonly #owners = new Map<string, string>();

  constructor(set: ApprovalSet, options: JudgeOptions, crypto: CryptoProvider) {
    this.#token = set.token;
    this.#signatures = listSignatureFiles(set, options.nearby);
    this.#options = options;
    this.#crypto = crypto;
  }

  judge({ name: text, signature, unfit }: SetApproval): Judgement {
    const name = canonicalUserName(showText(text));
    if (unfit !== undefined) return refuse(unfit);
    if (name === undefined) return refuse({ code: 'no-user-name' });
    if (this.#names.has(name)) return refuse({ code: 'repeated-name' });
    this.#names.add(name);
    const { key: approvers } = this.#options;
    if (approvers !== undefined && !approvers.users.includes(name)) {
      return refuse({ code: 'no-key-user' });
    }
    if (signature === undefined) return { state: 'no-file', right: this.#findRight(name) };
    if (this.#token === undefined) return { state: 'unchecked', reason: { code: 'no-token' } };
    const token = this.#token;
    const key = this.#keysOf(name).find((one) => this.#isRight(one, signature, token));
    return key === undefined ? this.#explain(name, signature, token) : this.#count(name, key);
  }

  #keysOf(name: string): readonly OfficerKey[] {
    return keysOfOfficer(findOfficer(this.#options.roster, name));
  }

  #isRight(
    key: OfficerKey,
    { start, malformed }: Pick<SignatureFile, 'start' | 'malformed'>,
    { signedBytes }: SignedToken,
  ): boolean {
    if (malformed !== undefined) return false;
    const signature = start.subarray(0, DEVICE_LIMITS.signature);
    return isQuorumKey(key.numbers) && isSignatureBy(key, signedBytes, signature, this.#crypto);
  }

  #count(name: string, key: OfficerKey): Judgement {
    const id = identifyKey(key);
    const owner = this.#owners.get(id);
    if (owner !== undefined) return refuse({ code: 'shared-key', owner });
    this.#owners.set(id, name);
    return { state: 'right' };
  }

  /** A file with the officer's right signature of the token. */
  #findRight(name: string): string | undefined {
    const token = this.#token;
    if (token === undefined) return undefined;
    const keys = this.#keysOf(name);
    return this.#signatures.find(({ bytes }) =>
      keys.some((key) => this.#isRight(key, { start: bytes }, token)),
    )?.path;
  }

  /** Why it is not right, or cannot be told to be. */
  #explain(name: string, { start, malformed }: SignatureFile, token: SignedToken): Judgement {
    const { roster, nearby } = this.#options;
    const given = {
      token: token.signedBytes,
      tokenPaths: [showText(token.path)],
      signature: start,
      ...(malformed === undefined ? {} : { malformed }),
      officer: name,
      roster,
      nearby,
      enclosing: token.listEnclosing?.() ?? [],
    };
    const wrong = explainSignature(given, this.#crypto);
    const officer = findOfficer(roster, name);
    if (wrong !== undefined && (officer?.key !== undefined || isWrongForAnyone(wrong))) {
      return { state: 'wrong', wrong, right: this.#findRight(name) };
    }
    if (officer === undefined || officer.key !== undefined) {
      return { state: 'unchecked', reason: { code: 'not-in-roster' } };
    }
    return { state: 'unchecked', reason: { code: 'no-key', problem: officer.problem } };
  }
}

/** Of a classic file, what it names and what stands beside; the newer one holds its signatures itself. */
function listSignatureFiles(
  { format, approvals }: ApprovalSet,
  nearby: readonly NearbyFile[],
): readonly NearbyFile[] {
  if (format !== 'classic') return [];
  const named = approvals.flatMap(({ origin, signature }) =>
    signature?.size === DEVICE_LIMITS.signature
      ? [{ path: showText(origin), bytes: signature.start }]
      : [],
  );
  return [...named, ...nearby.filter(({ bytes }) => bytes.length === DEVICE_LIMITS.signature)];
}

function refuse(reason: RefusedReason): Judgement {
  return { state: 'refused', reason };
}

/** Whether it is wrong whatever key the officer has. */
function isWrongForAnyone({ causes }: WrongSignature): boolean {
  return causes.some(({ code }) => code !== 'unknown-key');
}

/** In lower case where it is a user name, else as it stands in the file. */
export function nameOf(name: FieldText): string {
  return canonicalUserName(showText(name)) ?? showText(name);
}

function describe({ type, name, origin, signature }: SetApproval): DescribedApproval {
  return {
    type,
    name: nameOf(name),
    file: showText(origin),
    trailingBytes: Math.max(0, (signature?.size ?? 0) - DEVICE_LIMITS.signature),
  };
}
