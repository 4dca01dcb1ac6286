/**
 * The classic approval file as an {@link ApprovalSet}: as the HSM's tool reads it, with what a person
 * wrote beside that.
 */
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { ApproverData } from '../../parser/data.ts';
import {
  type DeviceApprover,
  type DeviceFile,
  type DeviceFiles,
  type DeviceReading,
  readApprovalAsDevice,
} from '../../parser/device.ts';
import type { ApprovalDocument } from '../../parser/document.ts';
import { parseApproval } from '../../parser/parse.ts';
import { isPlainlyRead, readingsDiffer } from '../../parser/same-reading.ts';
import { type ByteString, type FieldText, showText, toByteString } from '../../parser/text.ts';
import { typeOfApprovers } from '../../token/sdk5/roles.ts';
import { SERVICE } from '../../token/service.ts';
import {
  type ApprovalSet,
  readSignedToken,
  type SetApproval,
  type SetFault,
  SIGNATURE_FILE_BYTES,
  type SignedToken,
} from '../approval-set.ts';

/** A classic approval file, with everything that it names. `approvals` are those that the tool reads. */
export interface ClassicSet extends ApprovalSet {
  readonly format: 'classic';
  /** As the tool reads them; empty where the file has none. */
  readonly multiTokenFilePath: FieldText;
  readonly tokenFilePath: FieldText;
  /** The record of the single token file, where one is named and the tool takes all of the file. */
  readonly singleToken: Uint8Array | undefined;
  /** What a person wrote. */
  readonly document: ApprovalDocument;
}

/**
 * Reads a classic approval file, once, with the token and the signatures.
 *
 * @param bytes the approval file, any bytes at all
 * @param files what it names; paths start at the working directory, as the tool's do
 * @param crypto has the hash function SHA-256
 * @returns the set; it never throws
 * @example
 * const set = readClassicSet(readFileSync('approval.txt'), nodeFiles(process.cwd()), nodeCrypto);
 * set.approvals.map(({ name }) => showText(name)); // ['officer1', 'officer2']
 */
export function readClassicSet(
  bytes: Uint8Array,
  files: DeviceFiles,
  crypto: Pick<CryptoProvider, 'sha256'>,
): ClassicSet {
  const opened = openEachOnce(files);
  const { reading, asIfOpened, readToken, approval } = readApprovalAsDevice(bytes, opened);
  const opening = readToken();
  const token =
    'error' in opening ? undefined : readSignedToken(opening.path, opening.bytes, crypto);
  let parsed: ApprovalDocument | undefined;
  const parse = (): ApprovalDocument => {
    parsed ??= parseApproval(bytes);
    return parsed;
  };
  // To have a parser takes longer than all else that is done with most files.
  const written = isPlainlyRead(bytes, asIfOpened) ? asIfOpened : parse().data;
  const { multiTokenFilePath, tokenFilePath, numberOfApprovals, approvers } = asIfOpened;
  const { error } = reading;
  return {
    format: 'classic',
    token,
    tokenError: 'error' in opening ? opening.error : undefined,
    approvals: approvers.map((approver) => ({
      ...readApproval(approver, token),
      signature: opened.open(approver.file, SIGNATURE_FILE_BYTES),
    })),
    unread: findUnread(written.approvers, approvers).map((approver) =>
      readApproval(approver, token),
    ),
    misplaced: [],
    multiTokenFilePath,
    tokenFilePath,
    singleToken: approval?.singleToken,
    get document() {
      return parse();
    },
    names: {
      tokens: [multiTokenFilePath, tokenFilePath].filter((path) => path !== ''),
      signatures: approvers.map(({ file }) => file),
    },
    claimedApprovals: numberOfApprovals,
    faults: error === null ? findFaults(asIfOpened) : [{ code: 'device-error', error }],
    readingsDiffer: readingsDiffer(written, asIfOpened),
  };
}

function findFaults({ approvers, warnings }: DeviceReading): readonly SetFault[] {
  const isOpen = warnings.some(({ code }) => code === 'value-not-ended');
  return [
    ...(approvers.length === 0 ? [{ code: 'no-approvals' as const }] : []),
    ...(isOpen ? [{ code: 'value-not-ended' as const }] : []),
  ];
}

/** The type of those who approve for keys. */
const OF_KEYS = typeOfApprovers(SERVICE.useKey);

/** All but the signature, which nobody looks at where the tool does not. */
function readApproval(
  { type, name, file }: ApproverData,
  token: SignedToken | undefined,
): SetApproval {
  const expected = typeOfApprovers(token?.records[0]?.service ?? 0);
  // Of a token that is not there nobody knows whether it is for a key.
  const isFit = type === expected || (token === undefined && type === OF_KEYS);
  return {
    type,
    name,
    origin: file,
    signature: undefined,
    unfit: isFit ? undefined : { code: 'type', type, expected },
  };
}

/** Approvers that are written and that the device does not read, or reads as somebody else. */
function findUnread(
  written: readonly ApproverData[],
  read: readonly DeviceApprover[],
): readonly ApproverData[] {
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

/** What the device sees of a file is what is judged, even if the file is changed meanwhile. */
function openEachOnce(files: DeviceFiles): DeviceFiles {
  const opened = new Map<ByteString, DeviceFile | undefined>();
  return {
    open(path, length) {
      const key = toByteString(path);
      if (!opened.has(key)) {
        opened.set(key, files.open(path, Math.max(length, SIGNATURE_FILE_BYTES)));
      }
      const file = opened.get(key);
      return file && { size: file.size, start: file.start.subarray(0, length) };
    },
  };
}
