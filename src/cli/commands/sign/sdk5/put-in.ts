/** Puts signatures into a file of the newer command line, and reads again what comes of it. */
import type { KeyObject } from 'node:crypto';
import { areUint8ArraysEqual } from 'uint8array-extras';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { readPublicKey } from '../../../../signer/containers/public-key.ts';
import { fingerprintKey } from '../../../../signer/fingerprint.ts';
import type { AuthDataDocument, Sdk5Document } from '../../../../token/sdk5/document.ts';
import {
  addSignature,
  fillAuthData,
  fillTokens,
  replaceSignature,
} from '../../../../token/sdk5/edit-document.ts';
import { listToSign } from '../../../../token/sdk5/to-sign.ts';
import { readSdk5File } from '../../../../token/sdk5-token.ts';
import { CommandFailure } from '../../../command-failure.ts';
import { quoted } from '../../../input/read-file.ts';
import { encodePublicKey } from '../../key/encode-key.ts';
import type { Prepared } from './prepare.ts';

/**
 * @param signatures one for each that was wanted, in their order
 * @param publicKey verifies them
 * @returns the file with them in it; all other bytes are as they were
 * @throws Failure of kind `file` where the file names another public key
 */
export function putIn(
  prepared: Prepared,
  signatures: readonly Uint8Array[],
  publicKey: KeyObject,
): Uint8Array {
  const result = edit(prepared, signatures, publicKey);
  check(prepared, result, signatures);
  return result;
}

function edit(
  { path, document, approver }: Prepared,
  signatures: readonly Uint8Array[],
  publicKey: KeyObject,
): Uint8Array {
  switch (document.kind) {
    case 'quorum': {
      const { name: username = '', written: role, replaces } = approver ?? {};
      const signature = signatures[0] ?? new Uint8Array();
      return replaces === undefined
        ? addSignature(document, { username, role, signature })
        : replaceSignature(document, replaces, signature, role);
    }
    case 'authdata':
      refuseOtherKey(path, document, publicKey);
      return fillAuthData(document, signatures, encodePublicKey(publicKey));
    default:
      return fillTokens(document, signatures);
  }
}

function refuseOtherKey(
  path: string,
  { publicKey: written }: AuthDataDocument,
  publicKey: KeyObject,
): void {
  if (written === undefined) return;
  const named = readPublicKey(Buffer.from(written.text));
  if (named !== undefined && fingerprintKey(named) === fingerprintKey(publicKey)) return;
  throw new CommandFailure(
    'file',
    `${quoted(path)} is not signed: its PublicKey is not that of the key that signs`,
    'sign with the key that it names, or have the file made anew',
  );
}

/** What is handed out says what was meant, whoever reads it. */
function check(
  { document, toSign, approver }: Prepared,
  result: Uint8Array,
  signatures: readonly Uint8Array[],
): void {
  const again = readSdk5File(result, nodeCrypto);
  const wanted = listToSign(again);
  const isSame =
    again.kind === document.kind &&
    wanted.length === toSign.length &&
    wanted.every(({ digest }, at) => isEqual(digest, toSign[at]?.digest));
  const found = findSignatures(again, approver?.replaces);
  if (isSame && signatures.every((signature, at) => isEqual(signature, found[at]))) return;
  throw new Error('the file reads otherwise than it was written');
}

/** The signatures that were put in. */
function findSignatures(
  document: Sdk5Document,
  replaces: number | undefined,
): readonly (Uint8Array | undefined)[] {
  switch (document.kind) {
    case 'quorum':
      return [document.signatures?.items.at(replaces ?? -1)?.signature?.bytes];
    case 'authdata':
      return document.data.map(({ signature }) => signature?.bytes);
    default:
      return document.tokens.map(({ signed }) => signed?.bytes);
  }
}

function isEqual(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && areUint8ArraysEqual(one, other);
}
