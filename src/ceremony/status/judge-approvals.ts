/**
 * Judges each approval of a file as the HSM would, and says why.
 */

import {
  DEVICE_LIMITS,
  type DeviceApprover,
  type DeviceFile,
  type DeviceFiles,
} from '../../parser/device.ts';
import { showText } from '../../parser/text.ts';
import { escapeUnsafe } from '../../printable.ts';
import { verifySignature } from '../../signer/verify.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import { NOTE_BYTES, notePathOf, readNote, type SignerNote } from '../note.ts';
import { findOfficer, type Roster, type RosterOfficer } from '../roster.ts';
import { explainSignature, type NearbyFile, type WrongSignature } from '../wrong-signature.ts';
import type { CeremonyToken } from './token.ts';

/**
 * - `right`: counts.
 * - `wrong`: the signature is wrong; the HSM refuses the whole file.
 * - `refused`: the signature is not what is wrong (type, name, second approval of one officer or key);
 *   the HSM refuses the whole file.
 * - `no-file`: the signature file cannot be opened; the tool stops there.
 * - `unread`: it is written, but the tool does not read that far.
 * - `unchecked`: no key of the roster to check it with, or no token; the HSM may refuse the whole file.
 */
export type ApprovalState = 'right' | 'wrong' | 'refused' | 'no-file' | 'unread' | 'unchecked';

/** One approval of the file. Strings are as people read them, not yet made safe for a terminal. */
export interface JudgedApproval {
  /** As the device reads it: 1 is CU, 2 is CO. */
  readonly type: number;
  /** In lower case where it is a user name, else as it stands in the file. */
  readonly name: string;
  /** Of the signature, as it stands in the file. */
  readonly file: string;
  readonly state: ApprovalState;
  /** Where it is not right: why, in one or several clauses. */
  readonly reasons: readonly string[];
  /** Where it is wrong. */
  readonly wrong?: WrongSignature;
  /** Bytes behind the first 256, which the tool does not read. */
  readonly trailingBytes: number;
  readonly note?: SignerNote;
}

/** Longest signature file that is looked into: mails with a signature in them are smaller. */
const SIGNATURE_FILE_BYTES = 1 << 16;

export interface Judging {
  readonly token: CeremonyToken | string;
  readonly files: DeviceFiles;
  readonly roster: Roster;
  readonly nearby: readonly NearbyFile[];
}

/**
 * @param read those that the device reads, in its order
 * @param unread those that are written and not read
 */
export function judgeApprovals(
  read: readonly DeviceApprover[],
  unread: readonly DeviceApprover[],
  given: Judging,
): readonly JudgedApproval[] {
  const before: Before = { names: new Set(), moduli: new Map() };
  return [
    ...read.map((approver) => judgeRead(approver, before, given)),
    ...unread.map((approver) => ({
      ...describe(approver, given.files),
      state: 'unread' as const,
      reasons: ["it is written, but the HSM's tool does not read it"],
    })),
  ];
}

/** Whose approvals came before: the HSM takes each officer and each key once. */
interface Before {
  readonly names: Set<string>;
  readonly moduli: Map<string, string>;
}

function judgeRead(approver: DeviceApprover, before: Before, given: Judging): JudgedApproval {
  const signature = given.files.open(approver.file, SIGNATURE_FILE_BYTES);
  const described = describe(approver, given.files, signature);
  const name = canonicalUserName(showText(approver.name));
  const judged = (state: ApprovalState, ...reasons: readonly string[]): JudgedApproval => ({
    ...described,
    state,
    reasons,
  });
  if (approver.type !== 2) {
    const type = approver.type === 1 ? '1, a CU' : String(approver.type);
    return judged('refused', `the file gives approver type ${type}; officers are type 2`);
  }
  if (name === undefined) {
    const shown = JSON.stringify(escapeUnsafe(described.name));
    return judged('refused', `${shown} is no user name, so the HSM has no such user`);
  }
  if (before.names.has(name)) {
    return judged('refused', 'the same approver is in the file twice');
  }
  before.names.add(name);
  if (signature === undefined) return judged('no-file', 'the signature file cannot be opened');
  if (typeof given.token === 'string') {
    return judged('unchecked', 'there is no token to check it against');
  }
  const officer = findOfficer(given.roster, name);
  if (isRight(officer, given.token, signature)) {
    const modulus = officer?.key?.modulus ?? '';
    const other = before.moduli.get(modulus);
    if (other !== undefined)
      return judged('refused', `${other} has the same key, and counts already`);
    before.moduli.set(modulus, name);
    return judged('right');
  }
  return explainNotRight(name, officer, described, signature, given.token, given);
}

function isRight(
  officer: RosterOfficer | undefined,
  { bytes }: CeremonyToken,
  { start }: DeviceFile,
): boolean {
  const key = officer?.key;
  if (key?.bits !== 2048) return false;
  return verifySignature(key.key, bytes, start.subarray(0, DEVICE_LIMITS.signature));
}

function explainNotRight(
  name: string,
  officer: RosterOfficer | undefined,
  described: Described,
  signature: DeviceFile,
  token: CeremonyToken,
  { roster, nearby }: Judging,
): JudgedApproval {
  const wrong = explainSignature({
    token: token.bytes,
    tokenPaths: [showText(token.path)],
    signature: signature.start,
    officer: name,
    roster,
    nearby,
  });
  const hasKey = officer?.key !== undefined;
  if (wrong !== undefined && (hasKey || isWrongForAnyone(wrong))) {
    const reasons = wrong.causes.map(({ message }) => message);
    return { ...described, state: 'wrong', reasons, wrong };
  }
  const why = officer === undefined ? 'no such officer is in the roster' : officer.problem;
  return { ...described, state: 'unchecked', reasons: [why ?? 'its key cannot be read'] };
}

/** Whether it is wrong whatever key the officer has. */
function isWrongForAnyone({ causes }: WrongSignature): boolean {
  return causes.some(({ code }) => code !== 'unknown-key');
}

type Described = Pick<JudgedApproval, 'type' | 'name' | 'file' | 'trailingBytes' | 'note'>;

function describe(approver: DeviceApprover, files: DeviceFiles, signature?: DeviceFile): Described {
  const found = files.open(notePathOf(approver.file), NOTE_BYTES);
  const note = found && readNote(found.start);
  return {
    type: approver.type,
    name: canonicalUserName(showText(approver.name)) ?? showText(approver.name),
    file: showText(approver.file),
    trailingBytes: Math.max(0, (signature?.size ?? 0) - DEVICE_LIMITS.signature),
    ...(note === undefined ? {} : { note }),
  };
}
