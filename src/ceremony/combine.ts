/**
 * Combining: approvals that several officers hand in over one token become those of one file. As with
 * Bitcoin's partially signed transactions (BIP 174, "Combiner"), the order in which they come does not
 * matter, nor whether one comes twice.
 */
import { areUint8ArraysEqual, uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../crypto-provider.ts';
import { Failure, isFailure } from '../failure.ts';
import type { ApprovalPlace, TokenInBrief } from '../failure-codes/ceremony.ts';
import { decodeLatin1 } from '../latin1.ts';
import type { ApproverData } from '../parser/data.ts';
import { DEVICE_LIMITS } from '../parser/device.ts';
import { type FieldText, showText, toByteString } from '../parser/text.ts';
import { decodeTokens } from '../token/record.ts';
import { canonicalUserName } from '../token/user-name.ts';

/** An approval with the signature that its file holds. */
export interface SignedApprover extends ApproverData {
  /** 256 bytes. */
  readonly signature: Uint8Array;
}

/** Approvals over one token. */
export interface SignedApprovals {
  /** What was signed. */
  readonly token: Uint8Array;
  readonly multiTokenFilePath: FieldText;
  /** Empty where the file names none. */
  readonly tokenFilePath: FieldText;
  readonly approvers: readonly SignedApprover[];
}

/** What is combined. `source` names it in messages: the path of its file. */
export type CombineInput = SignedApprovals & { readonly source?: string };

/**
 * Combines approvals. Whether the signatures are right is not looked at.
 *
 * The result does not depend on the order: approvers come by name, in lower case; where two inputs name
 * the same file by different paths, the shortest is kept, and of those the first in the order of bytes.
 *
 * @param inputs one or more; a path must stand for the same file in all of them
 * @param crypto has the hash function SHA-256, for failures that name tokens
 * @returns approvals that `writeApproval` takes
 * @throws Failure `combine-nothing`; `combine-tokens-differ`, where an input is over another token;
 * `combine-signature-size`, where a signature has not 256 bytes; `combine-signatures-differ` or
 * `combine-types-differ`, where an approver has two; `combine-signature-shared`, where two approvers have
 * one; `combine-no-user-name`; `combine-too-many`, for more than 20 approvers
 * @example
 * const { approvers } = combine([approvalsOfOfficer1, approvalsOfOfficer2], nodeCrypto);
 * approvers.map(({ name }) => name); // ['officer1', 'officer2']
 */
export function combine(
  inputs: readonly CombineInput[],
  crypto: Pick<CryptoProvider, 'sha256'>,
): SignedApprovals {
  const combined = mergeApprovals(inputs, crypto);
  requireWholeSignatures(combined);
  return combined;
}

/**
 * As {@link combine}, with signatures of any length in the result: for a caller who can say why one is
 * wrong, and who asks for {@link requireWholeSignatures} then.
 */
export function mergeApprovals(
  inputs: readonly CombineInput[],
  crypto: Pick<CryptoProvider, 'sha256'>,
): SignedApprovals {
  const [first] = inputs;
  if (first === undefined) throw new Failure('combine-nothing', {});
  for (const input of inputs) requireSameToken(first, input, crypto);
  const approvers = new Map<string, Sourced>();
  for (const { approvers: those, source } of inputs) {
    for (const approver of those) addApprover(approvers, { approver, source });
  }
  const merged = [...approvers.values()].map(({ approver }) => approver);
  merged.sort((a, b) => compareBytes(a.name, b.name));
  requireDistinct(merged);
  if (merged.length > DEVICE_LIMITS.approvals) {
    throw new Failure('combine-too-many', {
      approvers: merged.length,
      most: DEVICE_LIMITS.approvals,
    });
  }
  return {
    token: first.token,
    multiTokenFilePath: shortest(inputs.map(({ multiTokenFilePath }) => multiTokenFilePath)),
    tokenFilePath: shortest(inputs.map(({ tokenFilePath }) => tokenFilePath)),
    approvers: merged,
  };
}

/** @throws Failure `combine-signature-size`: another length is no signature by a key that an HSM takes */
export function requireWholeSignatures({ approvers }: SignedApprovals): void {
  for (const { name, file, signature } of approvers) {
    const bytes = signature.length;
    if (bytes === DEVICE_LIMITS.signature) continue;
    throw new Failure('combine-signature-size', {
      name: showText(name),
      file: showText(file),
      bytes,
    });
  }
}

interface Sourced {
  readonly approver: SignedApprover;
  readonly source: string | undefined;
}

function requireSameToken(
  first: CombineInput,
  other: CombineInput,
  crypto: Pick<CryptoProvider, 'sha256'>,
): void {
  if (areUint8ArraysEqual(first.token, other.token)) return;
  throw new Failure('combine-tokens-differ', {
    source: other.source,
    token: summarizeToken(other.token, crypto),
    otherSource: first.source,
    otherToken: summarizeToken(first.token, crypto),
  });
}

function addApprover(approvers: Map<string, Sourced>, next: Sourced): void {
  const { approver, source } = next;
  const name = canonicalUserName(showText(approver.name));
  if (name === undefined) {
    throw new Failure('combine-no-user-name', { source, name: showText(approver.name) });
  }
  const known = approvers.get(name);
  if (known === undefined) {
    approvers.set(name, { approver: { ...approver, name }, source });
    return;
  }
  requireSameApproval(name, known, next);
  const file = shortest([known.approver.file, approver.file]);
  approvers.set(name, { ...known, approver: { ...known.approver, file } });
}

function requireSameApproval(name: string, known: Sourced, next: Sourced): void {
  const places = [placeOf(known), placeOf(next)] as const;
  if (!areUint8ArraysEqual(known.approver.signature, next.approver.signature)) {
    throw new Failure('combine-signatures-differ', { name, places });
  }
  if (known.approver.type !== next.approver.type) {
    const types = [known.approver.type, next.approver.type] as const;
    throw new Failure('combine-types-differ', { name, types, places });
  }
}

/** An HSM takes each key once, so one signature cannot be two approvals. */
function requireDistinct(approvers: readonly SignedApprover[]): void {
  const bySignature = new Map<string, SignedApprover>();
  for (const approver of approvers) {
    const key = decodeLatin1(approver.signature);
    const other = bySignature.get(key);
    if (other !== undefined) {
      const pair = [other, approver] as const;
      throw new Failure('combine-signature-shared', {
        approvers: pair.map(({ name, file }) => ({ name: showText(name), file: showText(file) })),
      });
    }
    bySignature.set(key, approver);
  }
}

/** The shortest text that is not empty; of several the first in the order of their bytes. */
function shortest(texts: readonly FieldText[]): FieldText {
  const filled = texts.filter((text) => text !== '');
  return filled.sort((a, b) => lengthOf(a) - lengthOf(b) || compareBytes(a, b))[0] ?? '';
}

function lengthOf(text: FieldText): number {
  return toByteString(text).length;
}

function compareBytes(one: FieldText, other: FieldText): number {
  const a = toByteString(one);
  const b = toByteString(other);
  return a < b ? -1 : a > b ? 1 : 0;
}

function placeOf({ approver, source }: Sourced): ApprovalPlace {
  return { file: showText(approver.file), source };
}

/** A token in a few words: who asked for it, for what, and its digest. */
function summarizeToken(
  token: Uint8Array,
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): TokenInBrief {
  const digest = uint8ArrayToHex(sha256(token));
  try {
    const [first] = decodeTokens(token);
    if (first === undefined) return { kind: 'empty' };
    return { kind: 'token', id: first.id, user: first.user, service: first.service, digest };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { kind: 'other', digest };
  }
}
