/**
 * Who vouches for a bundle: signatures over its manifest, in a DSSE envelope, and the same as plain files for openssl.
 */
import { areUint8ArraysEqual } from 'uint8array-extras';
import { encodePae } from '../../ceremony/dsse/pae.ts';
import { readEnvelope } from '../../ceremony/dsse/read-envelope.ts';
import { writeEnvelope } from '../../ceremony/dsse/write-envelope.ts';
import {
  fingerprintOfficerKey,
  isSignatureBy,
  type OfficerKey,
} from '../../ceremony/officer-key.ts';
import { STATEMENT_PAYLOAD_TYPE } from '../../ceremony/request/statement.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { readPlainPublicKey } from '../../signer/encodings/public-key.ts';
import type { BundleFiles } from '../archive/write-archive.ts';
import type { OpensslCheck } from '../openssl/make-openssl.ts';
import { plainKeyPath, writePlainKey } from '../openssl/plain-keys.ts';
import { BUNDLE_FILES, PIECE_FOLDERS } from '../piece.ts';

/** A signature over a manifest, and the key that made it. */
export interface Voucher {
  readonly key: OfficerKey;
  readonly signature: Uint8Array;
}

/** What officers sign of a manifest: DSSE's PAE. */
export function encodeVouched(manifest: Uint8Array): Uint8Array {
  return encodePae(STATEMENT_PAYLOAD_TYPE, manifest);
}

/** Files that vouch for a manifest, and what openssl checks of them. */
export interface VouchingFiles {
  readonly files: BundleFiles;
  readonly checks: readonly OpensslCheck[];
}

const BASE = `${PIECE_FOLDERS.pae}/${BUNDLE_FILES.manifest}`;

/**
 * Makes the files that vouch for a manifest: none where nobody does.
 *
 * @param vouchers in whatever order; each key once
 */
export function makeVouching(
  manifest: Uint8Array,
  vouchers: readonly Voucher[],
  crypto: CryptoProvider,
): VouchingFiles {
  if (vouchers.length === 0) return { files: new Map(), checks: [] };
  const sorted = vouchers
    .map((voucher) => ({ ...voucher, keyId: fingerprintOfficerKey(voucher.key, crypto) }))
    .sort((one, other) => (one.keyId < other.keyId ? -1 : Number(one.keyId > other.keyId)));
  const payload = { payloadType: STATEMENT_PAYLOAD_TYPE, payload: manifest };
  const files = new Map([
    [BUNDLE_FILES.envelope as string, writeEnvelope({ ...payload, signatures: sorted })],
    [`${BASE}.pae`, encodeVouched(manifest)],
  ]);
  const checks = sorted.map(({ key, keyId, signature }, at): OpensslCheck => {
    const check = {
      key: plainKeyPath(keyId),
      signature: `${BASE}.${at + 1}.sig`,
      message: `${BASE}.pae`,
    };
    files.set(check.key, writePlainKey(key));
    files.set(check.signature, signature);
    return check;
  });
  return { files, checks };
}

/** What keeps a signature over a manifest from vouching for it. */
export type VouchingProblem =
  /** the envelope is none, or is around something else than the manifest */
  | { readonly code: 'other-envelope' }
  /** of the envelope's signature of that number, from 1, the key is missing or did not make it */
  | { readonly code: 'voucher-wrong'; readonly number: number };

/**
 * Reads who vouches for a manifest, by the keys that stand in the bundle: those of officers or not.
 *
 * @returns the signatures that are right, and what is the matter with others
 */
export function readVouchers(
  files: BundleFiles,
  manifest: Uint8Array,
  crypto: CryptoProvider,
): { readonly vouchers: readonly Voucher[]; readonly problems: readonly VouchingProblem[] } {
  const bytes = files.get(BUNDLE_FILES.envelope);
  if (bytes === undefined) return { vouchers: [], problems: [] };
  const envelope = openEnvelope(bytes);
  const isAround =
    envelope?.payloadType === STATEMENT_PAYLOAD_TYPE &&
    areUint8ArraysEqual(envelope.payload, manifest);
  if (!isAround || envelope.signatures.length === 0) {
    return { vouchers: [], problems: [{ code: 'other-envelope' }] };
  }
  const signed = encodeVouched(manifest);
  const vouchers: Voucher[] = [];
  const problems: VouchingProblem[] = [];
  for (const [at, { keyId, signature }] of envelope.signatures.entries()) {
    const key = readKey(files.get(plainKeyPath(keyId)));
    const isNew = vouchers.every((one) => fingerprintOfficerKey(one.key, crypto) !== keyId);
    const isRight =
      key !== undefined &&
      fingerprintOfficerKey(key, crypto) === keyId &&
      isSignatureBy(key, signed, signature, crypto);
    if (isNew && isRight) vouchers.push({ key, signature });
    else problems.push({ code: 'voucher-wrong', number: at + 1 });
  }
  return { vouchers, problems };
}

function openEnvelope(bytes: Uint8Array): ReturnType<typeof readEnvelope> | undefined {
  try {
    return readEnvelope(bytes);
  } catch {
    return undefined;
  }
}

function readKey(bytes: Uint8Array | undefined): OfficerKey | undefined {
  const key = bytes && readPlainPublicKey(bytes);
  return key?.type === 'rsa' ? key : undefined;
}
