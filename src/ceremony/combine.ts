/**
 * Combining: approvals that several officers hand in over one token become those of one file. As with
 * Bitcoin's partially signed transactions (BIP 174, "Combiner"), the order in which they come does not
 * matter, nor whether one comes twice.
 */
import { createHash } from 'node:crypto';
import { CommandFailure } from '../command-failure.ts';
import { isFailure } from '../failure.ts';
import type { ApproverData } from '../parser/data.ts';
import { DEVICE_LIMITS } from '../parser/device.ts';
import { type FieldText, showText, toByteString } from '../parser/text.ts';
import { escapeUnsafe } from '../printable.ts';
import { decodeTokens } from '../token/record.ts';
import { findService } from '../token/service.ts';
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
 * @returns approvals that `writeApproval` takes
 * @throws Failure of kind `usage` without inputs; of kind `file` where an input is over another token;
 * where an approver has two signatures or two types; where two approvers have one signature; where a name
 * is no user name; for more than 20 approvers
 * @example
 * const { approvers } = combine([approvalsOfOfficer1, approvalsOfOfficer2]);
 * approvers.map(({ name }) => name); // ['officer1', 'officer2']
 */
export function combine(inputs: readonly CombineInput[]): SignedApprovals {
  const [first] = inputs;
  if (first === undefined) throw new CommandFailure('usage', 'there is nothing to combine');
  for (const input of inputs) requireSameToken(first, input);
  const approvers = new Map<string, Sourced>();
  for (const { approvers: those, source } of inputs) {
    for (const approver of those) addApprover(approvers, { approver, source });
  }
  const combined = [...approvers.values()].map(({ approver }) => approver);
  combined.sort((a, b) => compareBytes(a.name, b.name));
  requireDistinct(combined);
  if (combined.length > DEVICE_LIMITS.approvals) {
    throw new CommandFailure(
      'file',
      `found ${combined.length} approvers, and the device takes ${DEVICE_LIMITS.approvals} at most`,
      'M of them are enough',
    );
  }
  return {
    token: first.token,
    multiTokenFilePath: shortest(inputs.map(({ multiTokenFilePath }) => multiTokenFilePath)),
    tokenFilePath: shortest(inputs.map(({ tokenFilePath }) => tokenFilePath)),
    approvers: combined,
  };
}

interface Sourced {
  readonly approver: SignedApprover;
  readonly source: string | undefined;
}

function requireSameToken(first: CombineInput, other: CombineInput): void {
  if (isSame(first.token, other.token)) return;
  throw new CommandFailure(
    'file',
    `${nameSource(other.source)} is over another token than ${nameSource(first.source)}: ` +
      `${describeToken(other.token)}, not ${describeToken(first.token)}`,
    'approvals of different tokens cannot stand in one file; have the officers sign the same token',
  );
}

function addApprover(approvers: Map<string, Sourced>, next: Sourced): void {
  const { approver, source } = next;
  const name = canonicalUserName(showText(approver.name));
  if (name === undefined) {
    throw new CommandFailure(
      'file',
      `${nameSource(source)} names an approver ${quote(approver.name)}, which is no user name`,
      'user names have 1 to 31 letters, digits and _',
    );
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
  const places = `${describePlace(known)} and ${describePlace(next)}`;
  if (!isSame(known.approver.signature, next.approver.signature)) {
    throw new CommandFailure(
      'file',
      `${name} has two signatures: ${places}`,
      'one of them at least is wrong; "mofn approval status" says which, leave that one out',
    );
  }
  if (known.approver.type !== next.approver.type) {
    throw new CommandFailure(
      'file',
      `${name} has two types, ${known.approver.type} and ${next.approver.type}: ${places}`,
      'officers are of type 2',
    );
  }
}

/** An HSM takes each key once, so one signature cannot be two approvals. */
function requireDistinct(approvers: readonly SignedApprover[]): void {
  const bySignature = new Map<string, SignedApprover>();
  for (const approver of approvers) {
    const key = Buffer.from(approver.signature).toString('latin1');
    const other = bySignature.get(key);
    if (other !== undefined) {
      throw new CommandFailure(
        'file',
        `${other.name} and ${approver.name} have the same signature: ${quote(other.file)} and ${quote(approver.file)}`,
        'it is of one of them at most; an HSM refuses the file',
      );
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

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function describePlace({ approver, source }: Sourced): string {
  return `${quote(approver.file)}${source === undefined ? '' : ` of ${nameSource(source)}`}`;
}

function nameSource(source: string | undefined): string {
  return source === undefined ? 'one input' : `"${escapeUnsafe(source)}"`;
}

function quote(value: FieldText): string {
  return `"${escapeUnsafe(showText(value))}"`;
}

/** A token in a few words: who asked for it, for what, and the beginning of its digest. */
function describeToken(token: Uint8Array): string {
  const digest = `SHA-256 ${createHash('sha256').update(token).digest('hex').slice(0, 16)}…`;
  try {
    const [first] = decodeTokens(token);
    if (first === undefined) return `an empty file`;
    const service = findService(first.service)?.name ?? `service ${first.service}`;
    return `token ${first.id} of ${first.user} for ${service} (${digest})`;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return `no quorum token (${digest})`;
  }
}
