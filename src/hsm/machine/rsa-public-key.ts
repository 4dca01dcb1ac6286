import asn1 from 'node-forge/lib/asn1.js';
import jsbn from 'node-forge/lib/jsbn.js';

import type { RsaPublicNumbers } from '../../crypto-provider.ts';
import { findKeyFlaws } from '../../token/quorum-key.ts';
import type { KeyProblem } from '../refusals.ts';

/**
 * RSA public keys as the HSM sees them: read and applied with node-forge, never with OpenSSL, which
 * the signer uses. So no one bug can both make a signature and accept it.
 *
 * The only file of the HSM that knows node-forge.
 */

/** A public key that was read. */
export interface RsaPublicKey {
  readonly numbers: RsaPublicNumbers;
  /** Length of the modulus in bits. */
  readonly bits: number;
  /** The modulus, lower-case hex: who holds one private key for it can work out all others. */
  readonly modulus: string;
  /** Length of the modulus in bytes, and so of a signature. */
  readonly bytes: number;
  /**
   * RSAVP1 (RFC 8017, 5.2.2): a signature to the power of the public exponent.
   *
   * @returns as many bytes as the modulus has; nothing where the signature has another length, or its
   * integer is not below the modulus (node-forge itself would take s + n for s)
   */
  publicOperation(signature: Uint8Array): Uint8Array | undefined;
}

type Asn1 = ReturnType<typeof asn1.create>;
type Asn1Type = Parameters<typeof asn1.create>[1];

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';

/**
 * Reads a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7; RFC 3279, 2.3.1).
 *
 * @param spki DER; the one encoding that the key has, bit for bit, so that equal keys have equal bytes
 * @returns the key, or what is wrong with it
 */
export function readRsaPublicKey(spki: Uint8Array): RsaPublicKey | KeyProblem {
  const integers = readIntegers(spki);
  if (integers === undefined) return { code: 'not-spki' };
  const numbers = {
    modulus: Buffer.from(integers.modulus, 'hex'),
    exponent: Buffer.from(integers.exponent, 'hex'),
  };
  const [flaw] = findKeyFlaws(numbers);
  if (flaw !== undefined) return flaw;
  const modulus = new jsbn.BigInteger(integers.modulus, 16);
  const exponent = new jsbn.BigInteger(integers.exponent, 16);
  const bits = modulus.bitLength();
  const bytes = Math.ceil(bits / 8);
  return {
    numbers,
    bits,
    bytes,
    modulus: modulus.toString(16),
    publicOperation(signature) {
      if (signature.length !== bytes) return undefined;
      const integer = new jsbn.BigInteger(Buffer.from(signature).toString('hex'), 16);
      if (integer.compareTo(modulus) >= 0) return undefined;
      const power = integer.modPow(exponent, modulus).toString(16);
      return Buffer.from(power.padStart(2 * bytes, '0'), 'hex');
    },
  };
}

/** The two integers in hex, if the bytes are exactly what these integers are encoded as. */
function readIntegers(spki: Uint8Array): { modulus: string; exponent: string } | undefined {
  const bytes = Buffer.from(spki).toString('latin1');
  try {
    const [, subjectPublicKey] = childrenOf(asn1.fromDer(bytes));
    const [modulus, exponent] = childrenOf(childrenOf(subjectPublicKey)[0]);
    const integers = { modulus: integerOf(modulus), exponent: integerOf(exponent) };
    if (encode(integers) === bytes) return integers;
  } catch {
    // node-forge throws on whatever is no DER; what it throws is of no use to anybody.
  }
  return undefined;
}

function childrenOf(node: Asn1 | undefined): Asn1[] {
  return node !== undefined && Array.isArray(node.value) ? node.value : [];
}

function integerOf(node: Asn1 | undefined): string {
  return typeof node?.value === 'string' ? Buffer.from(node.value, 'latin1').toString('hex') : '';
}

function encode(integers: { modulus: string; exponent: string }): string {
  const { SEQUENCE, OID, NULL, BITSTRING, INTEGER } = asn1.Type;
  const universal = (type: Asn1Type, constructed: boolean, value: string | Asn1[]): Asn1 =>
    asn1.create(asn1.Class.UNIVERSAL, type, constructed, value);
  const integer = (hex: string): Asn1 =>
    universal(INTEGER, false, Buffer.from(hex, 'hex').toString('latin1'));
  const key = universal(SEQUENCE, true, [integer(integers.modulus), integer(integers.exponent)]);
  const algorithm = universal(SEQUENCE, true, [
    universal(OID, false, asn1.oidToDer(RSA_ENCRYPTION).getBytes()),
    universal(NULL, false, ''),
  ]);
  const bits = universal(BITSTRING, false, `\0${asn1.toDer(key).getBytes()}`);
  return asn1.toDer(universal(SEQUENCE, true, [algorithm, bits])).getBytes();
}
