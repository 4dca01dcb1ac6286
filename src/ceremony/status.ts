/**
 * How far a ceremony is: who has signed, whose signature is right, wrong or missing, and what the HSM
 * would make of the approval file as it stands.
 */

import type { ApproverData } from '../parser/data.ts';
import {
  DEVICE_LIMITS,
  type DeviceApprover,
  type DeviceFiles,
  type DeviceReading,
  readApprovalAsDevice,
  readAsDevice,
} from '../parser/device.ts';
import { parseApproval } from '../parser/parse.ts';
import { readingsDiffer } from '../parser/same-reading.ts';
import { type FieldText, showText } from '../parser/text.ts';
import { describeDeviceError } from '../words/device.ts';
import type { Roster } from './roster.ts';
import { type JudgedApproval, judgeApprovals } from './status/judge-approvals.ts';
import { type CeremonyToken, openToken } from './status/token.ts';
import { findWarnings, type StatusWarning } from './status/warnings.ts';
import type { NearbyFile } from './wrong-signature.ts';

export type { ApprovalState, JudgedApproval } from './status/judge-approvals.ts';
export type { CeremonyToken } from './status/token.ts';
export type { StatusWarning } from './status/warnings.ts';

export interface StatusOptions {
  /** Files that the approval file names; paths start at the working directory, as the device's do. */
  readonly files: DeviceFiles;
  readonly roster: Roster;
  /** M of the token's service. Without it the file's own number of approvals is taken, at least 2. */
  readonly required?: number;
  /** Files that may have been signed by mistake. */
  readonly nearby?: readonly NearbyFile[];
}

export interface CeremonyStatus {
  /** Missing where the file names none that can be opened; then `tokenProblem` says why. */
  readonly token?: CeremonyToken;
  readonly tokenProblem?: string;
  /** In the order of the file; those that the tool does not read come last. */
  readonly approvals: readonly JudgedApproval[];
  /** Officers of the roster of whom the file has no approval, in the roster's order. */
  readonly missing: readonly string[];
  /** Approvals that are right; each officer and each key counts once. */
  readonly right: number;
  readonly required: number;
  /** Whether `required` is M as the caller knows it, or only what the file itself says. */
  readonly requiredIsGiven: boolean;
  /**
   * Why the HSM would refuse the file as a whole, right approvals and all; empty where it would not.
   */
  readonly refusals: readonly string[];
  /** Enough approvals are right, nothing makes the HSM refuse the file, and all could be checked. */
  readonly reached: boolean;
  readonly warnings: readonly StatusWarning[];
}

/** While a quorum is asked for, M is at least this (AWS user guide, "Using quorum authentication"). */
const LEAST_M = 2;

/**
 * Judges an approval file with everything that it names.
 *
 * What is counted is what the HSM would count if the officers' keys of the roster are registered on it:
 * of the approvers that its tool reads, those whose first 256 bytes are right, each officer and each key
 * once. Approvals that the HSM holds from earlier files are not known here.
 *
 * @param bytes the approval file, any bytes at all
 * @returns the status; it never throws
 * @example
 * const status = readStatus(bytes, { files, roster, required: 2 });
 * `${status.right} of ${status.required}`; // '1 of 2'
 */
export function readStatus(bytes: Uint8Array, options: StatusOptions): CeremonyStatus {
  const { files, roster, nearby = [] } = options;
  const written = parseApproval(bytes).data;
  const reading = readAsDevice(bytes);
  const token = openToken(reading, files);
  const approvals = judgeApprovals(
    reading.approvers,
    findUnread(written.approvers, reading.approvers),
    { token, files, roster, nearby },
  );
  const missing = roster.officers
    .map(({ name }) => name)
    .filter((name) => !approvals.some((approval) => approval.name === name));
  const right = approvals.filter(({ state }) => state === 'right').length;
  const required =
    options.required ??
    Math.min(Math.max(LEAST_M, reading.numberOfApprovals), DEVICE_LIMITS.approvals);
  const refusals = findRefusals(bytes, files, reading, token, approvals);
  const isChecked = approvals.every(({ state }) => state !== 'unchecked');
  const status = {
    ...(typeof token === 'string' ? { tokenProblem: token } : { token }),
    approvals,
    missing,
    right,
    required,
    requiredIsGiven: options.required !== undefined,
    refusals,
    reached: refusals.length === 0 && isChecked && right >= required,
  };
  const differ = readingsDiffer(written, reading);
  return { ...status, warnings: findWarnings(status, roster, differ) };
}

/** Approvers that are written and that the device does not read, or reads as somebody else. */
function findUnread(
  written: readonly ApproverData[],
  read: readonly DeviceApprover[],
): readonly DeviceApprover[] {
  const rest = [...read];
  return written.filter(({ name, file }) => {
    const at = rest.findIndex(
      (other) => isSameButBlanks(other.name, name) && isSameButBlanks(other.file, file),
    );
    if (at === -1) return true;
    rest.splice(at, 1);
    return false;
  });
}

function isSameButBlanks(one: FieldText, other: FieldText): boolean {
  return showText(one).trim() === showText(other).trim();
}

function findRefusals(
  bytes: Uint8Array,
  files: DeviceFiles,
  reading: DeviceReading,
  token: CeremonyToken | string,
  approvals: readonly JudgedApproval[],
): readonly string[] {
  const refusals: string[] = [];
  const { error } = readApprovalAsDevice(bytes, files).reading;
  if (error !== null) {
    refusals.push(`the HSM's tool stops at the file, saying: ${describeDeviceError(error).trim()}`);
  } else if (reading.approvers.length === 0) {
    refusals.push("the HSM's tool reads no approval at all; it says success and changes nothing");
  }
  if (typeof token !== 'string' && token.problem !== undefined) {
    refusals.push(`what the officers are to sign is no quorum token: ${token.problem}`);
  }
  const bad = approvals.filter(({ state }) => state === 'wrong' || state === 'refused');
  if (bad.length > 0) {
    const names = [...new Set(bad.map(({ name }) => name))].join(', ');
    refusals.push(`an HSM refuses the whole file while one approval in it is bad: ${names}`);
  }
  return refusals;
}
