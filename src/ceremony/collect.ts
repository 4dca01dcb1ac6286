/**
 * From files to what can be combined.
 */
import type { CryptoProvider } from '../crypto-provider.ts';
import { DEVICE_LIMITS, type DeviceError } from '../parser/device.ts';
import { parseApproval } from '../parser/parse.ts';
import { type FieldText, showText } from '../parser/text.ts';
import type { CombineInput, SignedApprovals } from './combine.ts';
import type { ClassicSet } from './formats/classic.ts';
import { findOfficer, type Roster } from './roster.ts';
import {
  explainSignature,
  explainWrongSignature,
  findSigner,
  type NearbyFile,
  type WrongSignature,
} from './wrong-signature.ts';

/**
 * Whether a file is an approval file: whether any line of it is one of an approval file's fields.
 * A signature, which is as good as random, never is.
 */
export function isApprovalFile(bytes: Uint8Array): boolean {
  return parseApproval(bytes).fields.some(({ name }) => name !== undefined);
}

/** The approvals of a file; or why something of it would be lost without a word. */
export type Collected =
  | { readonly ok: true; readonly approvals: CombineInput }
  | { readonly ok: false; readonly refusal: CollectRefusal };

export type CollectRefusal =
  /** the HSM's tool stops at the file */
  | { readonly code: 'device-error'; readonly error: DeviceError }
  /** the tool reads it otherwise than it is written */
  | { readonly code: 'readings-differ' };

export interface CollectOptions {
  /** Names the file in failures of `combine`: its path. */
  readonly source: string;
  /** The path by which the combined file names a file of this one; default: the same. */
  readonly pathFor?: (path: FieldText) => FieldText;
}

/**
 * Takes the approvals of a file, to be combined with others.
 *
 * @example
 * const collected = collectApprovals(set, { source: 'approval.txt' });
 * if (collected.ok) combine([collected.approvals, others], nodeCrypto);
 */
export function collectApprovals(
  set: ClassicSet,
  { source, pathFor = (path) => path }: CollectOptions,
): Collected {
  const stop = set.faults.find((fault) => fault.code === 'device-error');
  if (stop !== undefined) return { ok: false, refusal: stop };
  if (set.readingsDiffer) return { ok: false, refusal: { code: 'readings-differ' } };
  const { token, approvals, multiTokenFilePath, tokenFilePath } = set;
  return {
    ok: true,
    approvals: {
      source,
      token: token?.signedBytes ?? new Uint8Array(),
      multiTokenFilePath: pathFor(multiTokenFilePath),
      tokenFilePath: tokenFilePath === '' ? '' : pathFor(tokenFilePath),
      approvers: approvals.map(({ type, name, origin, signature }) => ({
        type,
        name,
        file: pathFor(origin),
        // What follows is not read by the tool.
        signature: signature?.start.subarray(0, DEVICE_LIMITS.signature) ?? new Uint8Array(),
      })),
    },
  };
}

/** Whose signature it is; or why it is nobody's. */
export type FoundApprover = { readonly name: string } | { readonly wrong: WrongSignature };

/** What a signature is looked at with. */
export interface CheckOptions {
  readonly roster: Roster;
  /** Files that may have been signed by mistake. */
  readonly nearby: readonly NearbyFile[];
}

/**
 * Finds the officer whose signature a file holds.
 *
 * @param signature the signature file, whole
 */
export function findApprover(
  signature: Uint8Array,
  token: Uint8Array,
  { roster, nearby }: CheckOptions,
  crypto: CryptoProvider,
): FoundApprover {
  const given = { token, tokenPaths: [], signature, roster, nearby };
  const name = findSigner(given, undefined, crypto);
  return name === undefined ? { wrong: explainWrongSignature(given, crypto) } : { name };
}

/** What a look at each approval gave. */
export interface CheckedApprovals {
  /** Approvers whose key the roster does not have. */
  readonly unchecked: readonly string[];
  /** Wrong signatures, each of which would make an HSM refuse the whole file. */
  readonly wrong: readonly WrongApproval[];
}

/** An approval whose signature is wrong. */
export interface WrongApproval {
  readonly name: string;
  /** The signature's file, as it is shown. */
  readonly file: string;
  readonly wrong: WrongSignature;
}

/** Checks each approval with the officer's key. */
export function checkApprovals(
  { token, multiTokenFilePath, approvers }: SignedApprovals,
  { roster, nearby }: CheckOptions,
  crypto: CryptoProvider,
): CheckedApprovals {
  const unchecked: string[] = [];
  const found: WrongApproval[] = [];
  const tokenPaths = [showText(multiTokenFilePath)];
  for (const { name: text, file, signature } of approvers) {
    const name = showText(text);
    if (findOfficer(roster, name)?.key === undefined) {
      unchecked.push(name);
      continue;
    }
    const given = { token, tokenPaths, signature, officer: name, roster, nearby };
    const wrong = explainSignature(given, crypto);
    if (wrong !== undefined) found.push({ name, file: showText(file), wrong });
  }
  return { unchecked, wrong: found };
}
