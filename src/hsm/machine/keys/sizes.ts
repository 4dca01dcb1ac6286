import type { NewPair } from '../../key-protocol.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import { LIMITS } from '../rules.ts';

/** Sizes of keys (AWS CloudHSM user guide, "Key attributes for CloudHSM CLI"); of RSA, the greatest is chosen. */

const AES_BYTES: readonly number[] = [16, 24, 32];
const RSA_BITS = { least: 2048, most: 4096, step: 256 };
const EXPONENT = { least: 65_537, most: 0xffff_ffff };

/** Whether a secret key of the type can have so many bytes. */
export function isSecretSize(type: 'aes' | 'generic-secret', bytes: number): boolean {
  return type === 'aes'
    ? AES_BYTES.includes(bytes)
    : Number.isInteger(bytes) && bytes >= 1 && bytes <= LIMITS.genericSecret;
}

/** @throws Refused where no secret key has so many bytes */
export function requireSecretSize(type: 'aes' | 'generic-secret', bytes: number): void {
  if (!isSecretSize(type, bytes)) refuse(type, bytes);
}

/** @throws Refused where no pair is of that size or exponent */
export function requirePairSize(pair: NewPair): void {
  if (pair.type === 'ec') return;
  const { least, most, step } = RSA_BITS;
  const { bits, exponent } = pair;
  const isSize = bits >= least && bits <= most && bits % step === 0;
  if (!isSize) refuse('rsa', bits);
  const isExponent = exponent % 2 === 1 && exponent >= EXPONENT.least && exponent <= EXPONENT.most;
  if (isExponent) return;
  requireNumber(exponent, 'exponent');
  throw new Refused('RET_INVALID_INPUT', { code: 'key-exponent', exponent });
}

function refuse(keyType: 'aes' | 'generic-secret' | 'rsa', size: number): never {
  requireNumber(size, 'size');
  throw new Refused('RET_INVALID_INPUT', { code: 'key-size', keyType, size });
}
