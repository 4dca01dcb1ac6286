/**
 * The token file of the newer command line as an {@link ApprovalSet}: the token and the approvals stand in
 * the one file.
 */
import type { CryptoProvider } from '../../crypto-provider.ts';
import { judgeSdk5 } from '../../token/lint/lint-sdk5.ts';
import type {
  BytesMember,
  QuorumDocument,
  Sdk5Document,
  SignatureEntry,
} from '../../token/sdk5/document.ts';
import { listVersions } from '../../token/sdk5/earlier-versions.ts';
import { listMisplaced, type MisplacedSignature } from '../../token/sdk5/misplaced.ts';
import { roleOfApprovers, typeOfRole } from '../../token/sdk5/roles.ts';
import {
  type ApprovalSet,
  type MisplacedApproval,
  readSignedToken,
  type SetApproval,
  SIGNATURE_FILE_BYTES,
  type SignatureFile,
  type SignedToken,
} from '../approval-set.ts';

/** A token file of the newer command line. */
export interface Sdk5Set extends ApprovalSet {
  readonly format: 'sdk5';
  /** Where everything stands; missing where the file is no quorum token. */
  readonly document: QuorumDocument | undefined;
  /** Of those whose approvals its service takes: 1 is CU, 2 is CO. */
  readonly approverType: number;
}

/**
 * Reads a token file of the newer command line.
 *
 * @param bytes the file, any bytes at all
 * @param path of the file, which is where its token stands
 * @param crypto has the hash function SHA-256
 * @returns the set; it never throws
 * @example
 * const set = readSdk5Set(readFileSync('admin.token'), 'admin.token', nodeCrypto);
 * set.approvals.map(({ name }) => showText(name)); // ['admin2', 'admin3']
 */
export function readSdk5Set(
  bytes: Uint8Array,
  path: string,
  crypto: Pick<CryptoProvider, 'sha256'>,
): Sdk5Set {
  const { document, diagnostics } = judgeSdk5(bytes, crypto);
  const faults = diagnostics.flatMap(({ stops, ...diagnostic }) =>
    stops ? [{ code: 'malformed' as const, diagnostic }] : [],
  );
  const quorum = document?.kind === 'quorum' ? document : undefined;
  const token = quorum && faults.length === 0 ? readToken(quorum, path, crypto) : undefined;
  const approvals = (quorum?.signatures?.items ?? []).map((entry, at) =>
    readApproval(entry, at, token),
  );
  return {
    format: 'sdk5',
    document: quorum,
    approverType: typeOfRole(roleOfApprovers(token?.records[0]?.service ?? 0)) ?? 0,
    token,
    tokenError: undefined,
    approvals,
    unread: [],
    misplaced: quorum === undefined ? [] : listMisplaced(quorum).flatMap(readMisplaced),
    names: { tokens: [], signatures: [] },
    claimedApprovals: undefined,
    faults: [...faults, ...findOtherKind(document)],
    readingsDiffer: false,
  };
}

function findOtherKind(document: Sdk5Document | undefined): ApprovalSet['faults'] {
  return document === undefined || document.kind === 'quorum'
    ? []
    : [{ code: 'other-kind', kind: document.kind }];
}

function readToken(
  document: QuorumDocument,
  path: string,
  crypto: Pick<CryptoProvider, 'sha256'>,
): SignedToken {
  const signed = document.approvalData?.bytes ?? new Uint8Array();
  return {
    ...readSignedToken(path, signed, crypto),
    listEnclosing: () => listVersions(document),
  };
}

function readApproval(
  { username, role, signature }: SignatureEntry,
  at: number,
  token: SignedToken | undefined,
): SetApproval {
  const expected = roleOfApprovers(token?.records[0]?.service ?? 0);
  const written = role?.text ?? expected;
  return {
    type: typeOfRole(written) ?? 0,
    name: username?.text ?? '',
    origin: `signatures[${at}]`,
    signature: readSignature(signature),
    unfit: written === expected ? undefined : { code: 'role', role: written, expected },
  };
}

function readSignature(reading: Pick<BytesMember, 'bytes' | 'problem'> | undefined): SignatureFile {
  const bytes = reading?.bytes ?? new Uint8Array();
  return {
    size: bytes.length,
    start: bytes.subarray(0, SIGNATURE_FILE_BYTES),
    ...(reading?.problem !== undefined && { malformed: reading.problem }),
  };
}

/** What is empty is no signature. */
function readMisplaced({ path, belongs, reading }: MisplacedSignature): MisplacedApproval[] {
  const { bytes, problem } = reading;
  return bytes?.length === 0
    ? []
    : [{ path, belongs, signature: readSignature({ bytes, problem }) }];
}
