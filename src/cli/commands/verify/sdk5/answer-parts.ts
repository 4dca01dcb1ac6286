/** What the answers about a signature in JSON and about one beside it have in common. */
import { join } from 'node:path';
import { uint8ArrayToHex } from 'uint8array-extras';
import { fingerprintOfficerKey } from '../../../../ceremony/officer-key.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { listToSign } from '../../../../token/sdk5/to-sign.ts';
import type { VerifyArguments, VerifyKeys } from '../keys.ts';
import type { CheckInput } from './check.ts';
import { makeRosterOf } from './roster-of.ts';

/** What the file is. */
export function describeFile({ document }: CheckInput, { file, signature }: VerifyArguments) {
  const digests = listToSign(document).map(({ digest }) => uint8ArrayToHex(digest));
  return {
    schemaVersion: 1 as const,
    file,
    format: 'sdk5' as const,
    kind: document.kind,
    sha256: digests.length === 1 ? (digests[0] ?? null) : null,
    signature: signature ?? null,
  };
}

/** By whose key it is. */
export function describeKey(signer: string | undefined, keys: VerifyKeys) {
  const { officers } = makeRosterOf(keys)(signer === undefined ? [] : [signer]);
  const officer = keys.kind === 'key' ? officers[0] : officers.find(({ name }) => name === signer);
  return {
    officer: keys.kind === 'roster' ? (officer?.name ?? null) : null,
    key: officer?.key === undefined ? null : fingerprintOfficerKey(officer.key, nodeCrypto),
    keyFile: officer?.fileName ?? null,
  };
}

/** Where that key is, for commands. */
export function findKeyPath(signer: string | undefined, keys: VerifyKeys): string | undefined {
  if (keys.kind === 'key') return keys.path;
  const { keyFile } = describeKey(signer, keys);
  return keyFile === null ? undefined : join(keys.path, keyFile);
}
