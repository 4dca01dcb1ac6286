/**
 * Whether a signature is right, in words and as data.
 */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { fingerprintOfficerKey, isSignatureBy } from '../../../ceremony/officer-key.ts';
import { keysOfOfficer, type Roster } from '../../../ceremony/roster.ts';
import { type ContentKind, recogniseContent } from '../../../content/recognise-content.ts';
import { nodeCrypto } from '../../../node/node-crypto.ts';
import { fingerprintKey } from '../../../signer/fingerprint.ts';
import { numbersOf } from '../../../signer/rsa-key-object.ts';
import { verifySignature } from '../../../signer/verify.ts';
import { findKeyFlaws } from '../../../token/quorum-key.ts';
import { describeContent } from '../../../words/content.ts';
import { countNoun } from '../../../words/count-noun.ts';
import { describeKeyProblem } from '../../../words/quorum-key.ts';

export interface Verdict {
  readonly kind: 'right' | 'wrong';
  readonly text: string;
  /** The officer of the roster whose signature it is. */
  readonly officer: string | null;
  /** SHA-256 of the SubjectPublicKeyInfo of the key that verified, or that did not. */
  readonly key: string | null;
  /** File of that key. */
  readonly keyFile: string | null;
}

/** @param key RSA */
export function judgeWithKey(
  message: Buffer,
  signature: Buffer,
  key: KeyObject,
  keyFile: string,
): Verdict {
  const [flaw] = findKeyFlaws(numbersOf(key.type === 'private' ? createPublicKey(key) : key));
  const right = flaw === undefined && verifySignature(key, message, signature);
  const why = flaw
    ? `no signature by ${keyFile} proves anything: ${describeKeyProblem(flaw)}`
    : describeWrong(signature, key, keyFile);
  return {
    kind: right ? 'right' : 'wrong',
    text: right ? `the signature is by ${keyFile}` : why,
    officer: null,
    key: fingerprintKey(key),
    keyFile,
  };
}

function describeWrong(signature: Buffer, key: KeyObject, keyFile: string): string {
  const expected = signatureLength(key);
  const other = describeOther(signature);
  if (other !== undefined) return other;
  return signature.length === expected
    ? `the signature is not by ${keyFile}, or is over something else`
    : `the signature has ${countNoun(signature.length, 'byte')}, and one by ${keyFile} has ${expected}`;
}

/** What the file is, where it is no signature. */
function describeOther(signature: Buffer): string | undefined {
  const found = recogniseContent(signature);
  if (UNKNOWN.includes(found)) return undefined;
  return `its file is ${describeContent(found)}, no signature`;
}

/** What may have been a signature. */
const UNKNOWN: readonly ContentKind[] = ['signature', 'signature-text', 'binary', 'text', 'empty'];

/** Bytes of a signature by the key. */
function signatureLength(key: KeyObject): number {
  return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}

/** Finds whose signature it is. */
export function judgeWithRoster(message: Buffer, signature: Buffer, roster: Roster): Verdict {
  const keys = roster.officers.flatMap((officer) =>
    keysOfOfficer(officer)
      .filter(({ numbers }) => findKeyFlaws(numbers).length === 0)
      .map((key) => ({ name: officer.name, fileName: officer.fileName, key })),
  );
  const signer = keys.find(({ key }) => isSignatureBy(key, message, signature, nodeCrypto));
  if (signer !== undefined) {
    return {
      kind: 'right',
      text: `the signature is by ${signer.name}`,
      officer: signer.name,
      key: fingerprintOfficerKey(signer.key, nodeCrypto),
      keyFile: signer.fileName,
    };
  }
  const names = [...new Set(keys.map(({ name }) => name))].join(', ');
  const fits = keys.some(({ key }) => key.numbers.modulus.length === signature.length);
  return {
    kind: 'wrong',
    text:
      describeOther(signature) ??
      (fits
        ? `the signature is by none of ${names}, or is over something else`
        : `the signature has ${countNoun(signature.length, 'byte')}, and none by ${names} has so many`),
    officer: null,
    key: null,
    keyFile: null,
  };
}
