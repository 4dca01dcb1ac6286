import { uint8ArrayToBase64, uint8ArrayToHex } from 'uint8array-extras';
import type { TokenKey } from '../../../../ceremony/token-key.ts';
import { fingerprintKey } from '../../../../signer/fingerprint.ts';
import type { Signed } from '../answer.ts';
import type { Task } from '../plan.ts';
import type { SignArguments } from '../sign-arguments.ts';
import { encodeToken } from '../signed.ts';
import type { Work } from './write-signed.ts';

/** What `--json` says of one signed file of the newer command line. */
export function encodeSdk5(
  { prepared, signatures, signer }: Work,
  { input, output }: Task,
  { write }: SignArguments,
  key: TokenKey | undefined,
): Signed {
  const { bytes, document, toSign, records, oddities, approver } = prepared;
  const entries = toSign.map(({ path, digest }, at) => ({
    path,
    sha256: uint8ArrayToHex(digest),
    signatureBase64: uint8ArrayToBase64(signatures[at] ?? new Uint8Array()),
  }));
  const only = entries.length === 1 ? entries[0] : undefined;
  return {
    format: 'sdk5',
    kind: document.kind,
    file: input,
    bytes: bytes.length,
    sha256: only?.sha256 ?? null,
    signature: write ? input : (output ?? null),
    signatureBase64: only?.signatureBase64 ?? null,
    ...(approver !== undefined && { approver: { name: approver.name, role: approver.role } }),
    ...(document.kind !== 'quorum' && { entries }),
    key: fingerprintKey(signer.publicKey),
    token: encodeToken(records, oddities, key),
  };
}
