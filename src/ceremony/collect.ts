/**
 * From files to what can be combined.
 */
import { CommandFailure } from '../command-failure.ts';
import { type DeviceFiles, readApprovalAsDevice, readAsDevice } from '../parser/device.ts';
import { parseApproval } from '../parser/parse.ts';
import { readingsDiffer } from '../parser/same-reading.ts';
import { type FieldText, showText } from '../parser/text.ts';
import { escapeUnsafe } from '../printable.ts';
import { verifySignature } from '../signer/verify.ts';
import { describeDeviceError } from '../words/device.ts';
import type { CombineInput, SignedApprovals } from './combine.ts';
import { findOfficer, type Roster } from './roster.ts';
import { explainSignature, type NearbyFile } from './wrong-signature.ts';

/** Files that an approval file names. */
export interface NamedFiles extends DeviceFiles {
  /** The path by which the combined file names a file that was opened as `path`. */
  pathFor(path: FieldText): FieldText;
}

/**
 * Whether a file is an approval file: whether any line of it is one of an approval file's fields.
 * A signature, which is as good as random, never is.
 */
export function isApprovalFile(bytes: Uint8Array): boolean {
  return parseApproval(bytes).fields.some(({ name }) => name !== undefined);
}

/**
 * Reads an approval file with its token and signatures, as the device does.
 *
 * @param source the file's path, for messages
 * @throws Failure of kind `file` where the device stops at the file, or reads it otherwise than it is
 * written: then something of it would be lost without a word
 */
export function collectApprovals(
  bytes: Uint8Array,
  source: string,
  files: NamedFiles,
): CombineInput {
  const name = `"${escapeUnsafe(source)}"`;
  const hint = `"mofn approval lint" says more`;
  const { reading, approval } = readApprovalAsDevice(bytes, files);
  if (approval === undefined) {
    const words = reading.error === null ? '' : describeDeviceError(reading.error);
    throw new CommandFailure(
      'file',
      `the HSM's tool stops at ${name}, saying: ${escapeUnsafe(words.trim())}`,
      hint,
    );
  }
  if (readingsDiffer(parseApproval(bytes).data, readAsDevice(bytes))) {
    throw new CommandFailure(
      'file',
      `the HSM's tool reads ${name} otherwise than it is written`,
      hint,
    );
  }
  const { multiTokenFilePath, tokenFilePath } = reading;
  return {
    source,
    token: approval.multiToken,
    multiTokenFilePath: files.pathFor(multiTokenFilePath),
    tokenFilePath: tokenFilePath === '' ? '' : files.pathFor(tokenFilePath),
    approvers: approval.approvals.map(({ type, name, file, signature }) => ({
      type,
      name,
      file: files.pathFor(file),
      signature,
    })),
  };
}

/**
 * Finds the officer whose signature a file holds.
 *
 * @param signature the signature file, whole
 * @param source its path, for messages
 * @returns the officer's name
 * @throws Failure of kind `file` that says why it is nobody's
 */
export function findApprover(
  signature: Uint8Array,
  source: string,
  token: Uint8Array,
  roster: Roster,
  nearby: readonly NearbyFile[],
): string {
  const found = roster.officers.find(
    ({ key }) => key?.bits === 2048 && verifySignature(key.key, token, signature),
  );
  if (found !== undefined) return found.name;
  const causes = explainSignature({
    token,
    tokenPaths: [],
    signature,
    officer: guessOfficer(signature, token, roster),
    roster,
    nearby,
  })?.causes.map(({ message }) => message);
  throw new CommandFailure(
    'file',
    `"${escapeUnsafe(source)}" is no officer's signature of this token: ${(causes ?? []).join('; ')}`,
    'have the officer sign again, or leave it out',
  );
}

/** Whoever made it, so that the explanation does not say that it is another's. */
function guessOfficer(signature: Uint8Array, token: Uint8Array, roster: Roster): string {
  const given = { token, tokenPaths: [], signature, officer: '', roster, nearby: [] };
  return explainSignature(given)?.signer ?? '';
}

/**
 * Checks each approval with the officer's key.
 *
 * @throws Failure of kind `file` for a wrong signature, which would make an HSM refuse the whole file
 * @returns names of approvers whose key the roster does not have, so that they are not checked
 */
export function checkApprovals(
  { token, multiTokenFilePath, approvers }: SignedApprovals,
  roster: Roster,
  nearby: readonly NearbyFile[],
): readonly string[] {
  const unchecked: string[] = [];
  for (const { name: text, file, signature } of approvers) {
    const name = showText(text);
    const officer = findOfficer(roster, name);
    if (officer?.key === undefined) {
      unchecked.push(name);
      continue;
    }
    const tokenPaths = [showText(multiTokenFilePath)];
    const wrong = explainSignature({ token, tokenPaths, signature, officer: name, roster, nearby });
    if (wrong === undefined) continue;
    const causes = wrong.causes.map(({ message }) => message).join('; ');
    throw new CommandFailure(
      'file',
      `${name}'s signature "${escapeUnsafe(showText(file))}" is wrong: ${causes}`,
      `have ${name} sign again, or leave the approval out: an HSM refuses a file with a wrong one`,
    );
  }
  return unchecked;
}
