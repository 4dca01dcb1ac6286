import { constants, type KeyObject } from 'node:crypto';
import { readDecimal } from './arguments.ts';
import { DgstError } from './dgst-error.ts';
import { type Digest, findDigest } from './digests.ts';

/** What node:crypto is told beside the key. */
export interface SignatureOptions {
  readonly padding?: number;
  readonly saltLength?: number;
  readonly dsaEncoding?: 'der';
}

/** Salt lengths that OpenSSL knows by a word, and the numbers that stand for them. */
const SALT_WORDS: Readonly<Record<string, number>> = { digest: -1, auto: -2, max: -3 };
const LEAST_SALT = -3;

/** Paddings that encrypt, which OpenSSL does not sign with. */
const NO_SIGNATURE = new Set(['none']);

/**
 * Reads the `-sigopt` values for a key, in their order, as OpenSSL takes them.
 *
 * `rsa_padding_mode:` knows pkcs1 and pss; an unknown word changes nothing, as in openssl. Salt lengths
 * need pss before them; what is no number is 0.
 *
 * @throws DgstError where OpenSSL refuses the option, or Node cannot do it
 */
export function readSignatureOptions(
  options: readonly string[],
  key: KeyObject,
  digest: Digest,
): SignatureOptions {
  const type = key.asymmetricKeyType ?? '';
  if (type !== 'rsa' && type !== 'rsa-pss') {
    const [first] = options;
    if (first !== undefined) throw refused(first);
    return { dsaEncoding: 'der' };
  }
  let padding = type === 'rsa' ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_PSS_PADDING;
  let saltLength: number | undefined;
  for (const option of options) {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(option) ?? [];
    switch (name) {
      case 'rsa_padding_mode':
        padding = choosePadding(value, padding, option, type);
        break;
      case 'rsa_pss_saltlen':
        if (padding !== constants.RSA_PKCS1_PSS_PADDING) throw refused(option);
        saltLength = SALT_WORDS[value] ?? readDecimal(value);
        if (saltLength < LEAST_SALT) throw refused(option);
        break;
      case 'rsa_mgf1_md':
        if (padding !== constants.RSA_PKCS1_PSS_PADDING || !namesDigest(value, digest)) {
          throw refused(option);
        }
        break;
      default:
        throw refused(option);
    }
  }
  return {
    padding,
    ...(saltLength === undefined || padding !== constants.RSA_PKCS1_PSS_PADDING
      ? {}
      : { saltLength }),
  };
}

function choosePadding(value: string, before: number, option: string, type: string): number {
  if (value === 'pss') return constants.RSA_PKCS1_PSS_PADDING;
  // x931 would want its own trailer for the digest, which node:crypto has not got.
  if (NO_SIGNATURE.has(value) || value === 'x931') throw refused(option);
  if (value !== 'pkcs1') return before;
  if (type === 'rsa-pss') throw refused(option);
  return constants.RSA_PKCS1_PADDING;
}

function namesDigest(name: string, digest: Digest): boolean {
  const named = findDigest(name);
  return named?.signableBy !== 'none' && named?.algorithm === digest.algorithm;
}

function refused(option: string): DgstError {
  return new DgstError(`Signature parameter error "${option}"`);
}
