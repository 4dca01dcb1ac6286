/** What both kinds of file hold: a token, and approvals over it. */
import { areUint8ArraysEqual } from 'uint8array-extras';
import { DEVICE_LIMITS } from '../../parser/device.ts';
import { isSameText, showText } from '../../parser/text.ts';
import type { ApprovalSet, SetApproval, SignedToken } from '../approval-set.ts';
import type { ConvertRefusal } from './refusal.ts';

/** A token and its approvals, as they are carried from one kind of file into the other. */
export interface CarriedSet {
  readonly token: SignedToken;
  /** In the order of the file. */
  readonly approvals: readonly CarriedApproval[];
}

/** An approval with a whole signature. */
export interface CarriedApproval {
  /** 1 is CU, 2 is CO; 0 is a role of neither. */
  readonly type: number;
  readonly name: string;
  /** 256 bytes. */
  readonly signature: Uint8Array;
}

/** What can be carried of a file, or the first reason why it cannot. */
export type Carried = { readonly set: CarriedSet } | { readonly refusal: ConvertRefusal };

/** Takes token and approvals out of a file. Whether the signatures are right is not looked at. */
export function carrySet({ token, faults, approvals }: ApprovalSet): Carried {
  for (const fault of faults) {
    // What it is converted to has neither.
    if (fault.code === 'no-approvals' || fault.code === 'value-not-ended') continue;
    return { refusal: fault };
  }
  // A file without one has a fault.
  if (token === undefined) throw new TypeError('expected a token where there is no fault');
  if (token.problem !== undefined) return { refusal: { code: 'no-token', problem: token.problem } };
  const carried: CarriedApproval[] = [];
  for (const approval of approvals) {
    const refusal = findFlaw(approval);
    if (refusal !== undefined) return { refusal };
    const { type, name, signature } = approval;
    carried.push({ type, name: showText(name), signature: signature?.start ?? new Uint8Array() });
  }
  return { set: { token, approvals: carried } };
}

function findFlaw({ name, origin, signature }: SetApproval): ConvertRefusal | undefined {
  const shown = { name: showText(name), origin: showText(origin) };
  if (typeof name !== 'string') return { code: 'name-encoding', name: shown.name };
  if (signature?.malformed !== undefined) {
    return { code: 'signature-base64', ...shown, problem: signature.malformed };
  }
  const bytes = signature?.size ?? 0;
  return bytes === DEVICE_LIMITS.signature
    ? undefined
    : { code: 'signature-size', ...shown, bytes };
}

/**
 * Makes sure that a new file is read as what it was made of.
 *
 * @throws Error where it is not, which is a bug
 */
export function requireSameSet(written: CarriedSet, read: ApprovalSet): void {
  const isSame =
    read.token !== undefined &&
    areUint8ArraysEqual(read.token.signedBytes, written.token.signedBytes) &&
    read.approvals.length === written.approvals.length &&
    read.approvals.every(({ type, name, signature }, at) => {
      const one = written.approvals[at];
      return (
        one !== undefined &&
        type === one.type &&
        isSameText(name, one.name) &&
        signature !== undefined &&
        areUint8ArraysEqual(signature.start, one.signature)
      );
    });
  if (!isSame) throw new Error('the new file is read otherwise than it was written');
}
