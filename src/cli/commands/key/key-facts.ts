import type { KeyObject } from 'node:crypto';
import { fingerprintForSsh, fingerprintKey } from '../../../signer/fingerprint.ts';
import { findQuorumKeyFaults } from '../../../signer/quorum-key.ts';
import { numbersOf } from '../../../signer/rsa-key-object.ts';
import { findUnusualExponent } from '../../../token/quorum-key.ts';
import { countNoun } from '../../../words/count-noun.ts';
import { describeKeyProblem, describeUnusualExponent } from '../../../words/quorum-key.ts';
import type { KeyFacts } from './answer.ts';

/** What there is to know of a public key. */
export function collectKeyFacts(publicKey: KeyObject): KeyFacts {
  const { modulusLength, publicExponent } = publicKey.asymmetricKeyDetails ?? {};
  const reasons = findQuorumKeyFaults(publicKey).map(describeKeyProblem);
  return {
    type: publicKey.asymmetricKeyType ?? 'unknown',
    bits: modulusLength ?? null,
    exponent: publicExponent?.toString() ?? null,
    sha256: fingerprintKey(publicKey),
    ssh: fingerprintForSsh(publicKey) ?? null,
    hsm: { accepted: reasons.length === 0, reasons, remarks: remarkOn(publicKey, reasons) },
  };
}

function remarkOn(publicKey: KeyObject, reasons: readonly string[]): readonly string[] {
  if (reasons.length > 0) return [];
  const exponent = findUnusualExponent(numbersOf(publicKey));
  return exponent === undefined ? [] : [describeUnusualExponent(exponent)];
}

/** Lines for people. */
export function describeKeyFacts({
  type,
  bits,
  exponent,
  sha256,
  ssh,
  hsm,
}: KeyFacts): readonly string[] {
  const size = bits === null ? '' : `, ${countNoun(bits, 'bit')}`;
  const taken = ["would take it as an officer's key", ...hsm.remarks].join('; ');
  return [
    `type:    ${type.toUpperCase()}${size}${exponent === null ? '' : `, exponent ${exponent}`}`,
    `SHA-256: ${sha256}`,
    ...(ssh === null ? [] : [`ssh:     ${ssh}`]),
    `HSM:     ${hsm.accepted ? taken : `would refuse it: ${hsm.reasons.join('; ')}`}`,
  ];
}
