import { constants, type KeyObject } from 'node:crypto';
import type { DgstRequest } from './arguments.ts';
import { DgstError } from './dgst-error.ts';
import { type Digest, findDigest } from './digests.ts';
import { readDecimal } from './option-values.ts';

/** What node:crypto is told beside the key. */
export interface SignatureOptions {
  readonly padding?: number;
  readonly saltLength?: number;
  readonly dsaEncoding?: 'der';
}

/** Salt lengths that OpenSSL knows by a word, and the numbers that stand for them. */
const SALT = { digest: -1, auto: -2, max: -3 } as const;

/** Paddings that OpenSSL, or node:crypto, does not sign with. */
const REFUSED_PADDINGS: ReadonlySet<string> = new Set([
  'none',
  // It would want its own trailer for the digest, which node:crypto has not got.
  'x931',
]);

/** What the options have made of an RSA signature so far. */
interface RsaSettings {
  readonly pss: boolean;
  readonly saltLength: number | undefined;
}

/**
 * Reads the `-sigopt` values for a key, in their order, as OpenSSL takes them.
 *
 * `rsa_padding_mode:` knows pkcs1 and pss; an unknown word changes nothing, as in openssl. Salt lengths
 * need pss before them; what is no number is 0. A key of type RSA-PSS may have limits of its own.
 *
 * @throws DgstError where OpenSSL refuses the option, or Node cannot do it
 */
export function readSignatureOptions(
  { signatureOptions, verifies }: Pick<DgstRequest, 'signatureOptions' | 'verifies'>,
  key: KeyObject,
  digest: Digest,
): SignatureOptions {
  const type = key.asymmetricKeyType ?? '';
  if (type !== 'rsa' && type !== 'rsa-pss') {
    const [first] = signatureOptions;
    if (first !== undefined) throw refused(first);
    return { dsaEncoding: 'der' };
  }
  let settings: RsaSettings = { pss: type === 'rsa-pss', saltLength: undefined };
  for (const option of signatureOptions) {
    settings = applyOption(option, settings, key, digest, verifies);
  }
  const { pss, saltLength } = settings;
  if (!pss) return { padding: constants.RSA_PKCS1_PADDING };
  return {
    // With the padding said, Node forgets the salt that a key of type RSA-PSS asks for.
    ...(type === 'rsa' ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {}),
    ...(saltLength === undefined ? {} : { saltLength }),
  };
}

function applyOption(
  option: string,
  settings: RsaSettings,
  key: KeyObject,
  digest: Digest,
  verifies: boolean,
): RsaSettings {
  const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(option) ?? [];
  switch (name) {
    case 'rsa_padding_mode': {
      const isFixed = key.asymmetricKeyType === 'rsa-pss';
      if (REFUSED_PADDINGS.has(value) || (isFixed && value === 'pkcs1')) throw refused(option);
      if (value === 'pss') return { ...settings, pss: true };
      return value === 'pkcs1' ? { ...settings, pss: false } : settings;
    }
    case 'rsa_pss_saltlen': {
      const saltLength = readSaltLength(value, key, verifies);
      if (!settings.pss || saltLength === undefined) throw refused(option);
      return { ...settings, saltLength };
    }
    case 'rsa_mgf1_md': {
      const wanted = key.asymmetricKeyDetails?.mgf1HashAlgorithm ?? digest.algorithm;
      const named = findDigest(value, 'provided');
      if (!settings.pss || named?.algorithm !== wanted) throw refused(option);
      return settings;
    }
    default:
      throw refused(option);
  }
}

/** Nothing where the length is out of bounds; a key of type RSA-PSS may have a lower one. */
function readSaltLength(value: string, key: KeyObject, verifies: boolean): number | undefined {
  const length = Object.hasOwn(SALT, value) ? SALT[value as keyof typeof SALT] : readDecimal(value);
  if (length < SALT.max) return undefined;
  const least = key.asymmetricKeyDetails?.saltLength;
  if (least !== undefined && length >= 0 && length < least) return undefined;
  if (length !== SALT.auto) return length;
  if (!verifies) return SALT.max;
  return least === undefined ? length : undefined;
}

function refused(option: string): DgstError {
  return new DgstError(`Signature parameter error "${option}"`);
}
