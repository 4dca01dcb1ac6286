/**
 * A certificate request (RFC 2986) of a key that is in an HSM: what is to be signed of it, and the whole of it once the
 * HSM has.
 */
import { hexToUint8Array } from 'uint8array-extras';
import { encodeElement } from '../../../signer/encodings/der.ts';

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTF8_STRING = 0x0c;
const SEQUENCE = 0x30;
const SET = 0x31;
/** `[0]`, of attributes. */
const ATTRIBUTES = 0xa0;

/** Of `commonName`, 2.5.4.3, as an element. */
const COMMON_NAME = hexToUint8Array('0603550403');
/** Of `ecdsa-with-SHA384`, 1.2.840.10045.4.3.3, as an element. */
const ECDSA_WITH_SHA384 = hexToUint8Array('06082a8648ce3d040303');

/**
 * The CertificationRequestInfo: what the owner of the key signs.
 *
 * @param publicKey SubjectPublicKeyInfo, DER
 */
export function makeRequestInfo(commonName: string, publicKey: Uint8Array): Uint8Array {
  const name = encodeElement(
    SEQUENCE,
    encodeElement(
      SET,
      encodeElement(
        SEQUENCE,
        COMMON_NAME,
        encodeElement(UTF8_STRING, new TextEncoder().encode(commonName)),
      ),
    ),
  );
  const version = encodeElement(INTEGER, Uint8Array.of(0));
  return encodeElement(SEQUENCE, version, name, publicKey, encodeElement(ATTRIBUTES));
}

/**
 * The whole request.
 *
 * @param signature as the HSM gives it: r and s, each as long as the order of the curve
 */
export function makeCertificateRequest(info: Uint8Array, signature: Uint8Array): Uint8Array {
  return encodeElement(
    SEQUENCE,
    info,
    encodeElement(SEQUENCE, ECDSA_WITH_SHA384),
    encodeElement(BIT_STRING, Uint8Array.of(0), toDer(signature)),
  );
}

/** As certificates have it (RFC 3279, 2.2.3): a SEQUENCE of two numbers. */
function toDer(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  const r = encodeNumber(signature.subarray(0, half));
  return encodeElement(SEQUENCE, r, encodeNumber(signature.subarray(half)));
}

/** Numbers have a sign: where the first bit is set, a zero goes before it. */
function encodeNumber(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  const isHigh = (digits[0] ?? 0) > 0x7f;
  return encodeElement(INTEGER, isHigh ? Uint8Array.of(0) : new Uint8Array(), digits);
}
