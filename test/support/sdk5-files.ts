/**
 * Files of the newer command line. `PUBLIC_USER_TOKEN` and `PUBLIC_KEY_TOKEN` are the two samples of the AWS
 * CloudHSM user guide ("Manage quorum authentication" and "Key quorum", 2026): their digests are right.
 */
import { createHash, type KeyObject, privateEncrypt } from 'node:crypto';
import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';

export const PUBLIC_USER_TOKEN = `{
  "version": "2.0",
  "service": "user-management",
  "approval_data": "AAEAAwAAABgAAAAAAAAAAJ9eFkfcP3mNzJAlfK+OWbNhZG1pbgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABj5vbeAAAAAAAAAAAAAQADAAAAFQAAAAAAAAAAW/v5Euk83amq1fij0zyvD2FkbWluAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGPm9t4AAAAAAAAAAAABAAMAAAAUAAAAAAAAAABDw2XDwfK4hB8a15Xh1E0nYWRtaW4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAY+b23gAAAAAAAAAA",
  "token": "0l2LZkmAHZyAc1hPhyckOoVW33aGrgG77qmDHWQ3CJ8=",
  "signatures": []
}
`;

export const PUBLIC_KEY_TOKEN = `{
  "version": "2.0",
  "service": "key-usage",
  "key_reference": "0x0000000000680006",
  "approval_data": "AAIABQAAABkAAAAAAGgABi5CDa9x9VyyRIaFbkSrHgJjcnlwdG9fdXNlcgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABnPQBLAAAAAAAAAAAAAgAFAAAAGgAAAAAAaAAGQvd2qKY+GJj8gXo9lKuANGNyeXB0b191c2VyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGc9AEsAAAAAAAAAAA==",
  "token": "5GlgoWOlQU4fw4QIlbxkPGZVOVoDugFGuSKE/k67ncM=",
  "signatures": []
}
`;

/** Members `approval_data` and `token` of a quorum token. */
export function signedData(records: readonly TokenRecord[]): Record<string, string> {
  const data = encodeTokens(records);
  return { approval_data: toBase64(data), token: digestOf(data) };
}

/** A quorum token with all of its members. */
export function quorumFile(
  records: readonly TokenRecord[],
  change: Readonly<Record<string, unknown>> = {},
): Buffer {
  return encode({ version: '2.0', ...signedData(records), signatures: [], ...change });
}

/** A registration of some data, or of several. */
export function registrationFile(...data: readonly Uint8Array[]): Buffer {
  const tokens = data.map((bytes) => ({
    approval_data: toBase64(bytes),
    unsigned: digestOf(bytes),
    signed: '',
  }));
  return encode({ version: '2.0', tokens });
}

/** A log-in with a digest for each HSM. */
export function mfaFile(...digests: readonly Uint8Array[]): Buffer {
  const tokens = digests.map((digest) => ({ unsigned: toBase64(digest), signed: '' }));
  return encode({ version: '2.0', tokens });
}

/** The older console's request for a second factor. */
export function authDataFile(...digests: readonly Uint8Array[]): Buffer {
  const data = digests.map((digest, at) => ({
    HsmId: `hsm-lgavqitns2${'abcdefgh'[at]}`,
    Digest: toBase64(digest),
  }));
  return Buffer.from(`${JSON.stringify({ Version: '1.0', Data: data }, null, 4)}\n`);
}

/** What `openssl pkeyutl -sign -pkeyopt digest:sha256` makes of a digest (RFC 8017, 9.2, note 1). */
export function signDigest(digest: Uint8Array, key: KeyObject): Buffer {
  const info = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  return privateEncrypt(key, Buffer.concat([info, digest]));
}

/** SHA-256. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function digestOf(bytes: Uint8Array): string {
  return toBase64(sha256(bytes));
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function encode(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
