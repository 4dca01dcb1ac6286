import type { CryptoProvider } from '../../crypto-provider.ts';
import { isFailure } from '../../failure.ts';
import type { TextProblem } from '../../failure-codes/parser.ts';
import { checkText } from '../../parser/check-data.ts';
import { DEVICE_LIMITS, type DeviceFiles } from '../../parser/device.ts';
import { trimBlanks } from '../../parser/items.ts';
import { toByteString } from '../../parser/text.ts';
import { isSameName } from '../../parser/user-names.ts';
import { writeApproval } from '../../parser/write.ts';
import { findServiceByName } from '../../token/service.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import { readClassicSet } from '../formats/classic.ts';
import type { Sdk5Set } from '../formats/sdk5.ts';
import { type CarriedApproval, type CarriedSet, carrySet, requireSameSet } from './carried-set.ts';
import type { ConvertRefusal, Unheld } from './refusal.ts';
import type { ConvertOptions } from './to-sdk5.ts';

/** A file to be written, by its bare name. */
export interface ConvertedFile {
  readonly is: 'token' | 'signature' | 'approval file';
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The files of a classic approval, what they name first, or why there can be none. */
export type ConvertedToClassic =
  | {
      readonly ok: true;
      readonly files: readonly ConvertedFile[];
      readonly dropped: readonly Unheld[];
    }
  | { readonly ok: false; readonly refusal: ConvertRefusal };

/**
 * Carries the approvals of a token file of the newer command line into a classic approval file, with the
 * token and the signatures that it names. Whether the signatures are right is not looked at: those that are
 * stay right.
 *
 * @param crypto has the hash function SHA-256
 * @returns the files of one folder: `approval.txt` is the last; what of the old file they do not hold; or
 *   why there are none
 * @example
 * const converted = convertToClassic(readSdk5Set(sdk5File, 'admin.token', nodeCrypto), {}, nodeCrypto);
 * converted.ok && converted.files.map(({ name }) => name); // ['officer1.token', 'admin2.sig', 'admin3.sig', 'approval.txt']
 */
export function convertToClassic(
  set: Sdk5Set,
  { drop = false }: ConvertOptions,
  crypto: Pick<CryptoProvider, 'sha256'>,
): ConvertedToClassic {
  const carried = carrySet(set);
  if ('refusal' in carried) return { ok: false, refusal: carried.refusal };
  const refusal = findTooMany(carried.set) ?? findUnwritable(set, carried.set);
  if (refusal !== undefined) return { ok: false, refusal };
  const unheld = findUnheld(set);
  if (unheld.length > 0 && !drop) return { ok: false, refusal: { code: 'unheld', unheld } };
  const { named, approvalFile } = writeFiles(carried.set);
  requireSameSet(carried.set, readClassicSet(approvalFile.bytes, openFrom(named), crypto));
  return { ok: true, files: [...named, approvalFile], dropped: unheld };
}

function findTooMany({ token, approvals }: CarriedSet): ConvertRefusal | undefined {
  const counts = [
    { what: 'records', found: token.records.length, most: DEVICE_LIMITS.tokens },
    { what: 'approvals', found: approvals.length, most: DEVICE_LIMITS.approvals },
  ] as const;
  const over = counts.find(({ found, most }) => found > most);
  return over && { code: 'too-many', ...over };
}

function findUnwritable(set: Sdk5Set, { approvals }: CarriedSet): ConvertRefusal | undefined {
  for (const [at, { name, type }] of approvals.entries()) {
    if (type === 0) {
      const role = set.document?.signatures?.items[at]?.role?.text ?? '';
      return { code: 'role', name, role };
    }
    const problem = findTextProblem(name);
    if (problem !== undefined) return { code: 'name', name, problem };
    if (trimBlanks(toByteString(name)).length < toByteString(name).length) {
      return { code: 'name-blanks', name };
    }
    const isThere = approvals.slice(0, at).some((other) => isSameName(other.name, name));
    if (isThere) return { code: 'repeated-name', name };
  }
  return undefined;
}

function findTextProblem(name: string): TextProblem | undefined {
  try {
    checkText('name', name);
    return undefined;
  } catch (error) {
    if (isFailure(error) && error.code === 'approval-text') return error.values.problem;
    throw error;
  }
}

function findUnheld({ document }: Sdk5Set): readonly Unheld[] {
  const members = (document?.unknown ?? []).map(({ path }): Unheld => ({ code: 'member', path }));
  const service = document?.service?.text;
  if (service === undefined || findServiceByName(service) !== undefined) return members;
  return [{ code: 'service', name: service }, ...members];
}

interface WrittenFiles {
  readonly named: readonly ConvertedFile[];
  readonly approvalFile: ConvertedFile;
}

function writeFiles({ token, approvals }: CarriedSet): WrittenFiles {
  const tokenName = `${token.records[0]?.user}.token`;
  const approvers = approvals.map((one, at) => ({ ...one, file: nameSignature(one, at) }));
  const signatures = approvers.map(
    ({ file: name, signature: bytes }): ConvertedFile => ({ is: 'signature', name, bytes }),
  );
  const text = { multiTokenFilePath: tokenName, tokenFilePath: '', approvers };
  return {
    named: [{ is: 'token', name: tokenName, bytes: token.signedBytes }, ...signatures],
    approvalFile: { is: 'approval file', name: 'approval.txt', bytes: writeApproval(text) },
  };
}

/** Not every name can be that of a file. No user name has a `-`, so that no two files have one name. */
function nameSignature({ name }: CarriedApproval, at: number): string {
  return `${canonicalUserName(name) ?? `approver-${at + 1}`}.sig`;
}

function openFrom(files: readonly ConvertedFile[]): DeviceFiles {
  const contents = new Map(files.map(({ name, bytes }) => [name, bytes]));
  return {
    open(path, length) {
      const bytes = contents.get(toByteString(path));
      return bytes && { size: bytes.length, start: bytes.subarray(0, length) };
    },
  };
}
