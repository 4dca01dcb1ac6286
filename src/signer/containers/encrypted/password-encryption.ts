/**
 * Encryption under a pass phrase: PBES2 (RFC 8018, 6.2) with PBKDF2 or scrypt (RFC 7914, 7), and the older
 * encryptions of PKCS#12 (RFC 7292, C). Keys are derived by OpenSSL, and never on the thread that a signal
 * has to reach.
 */
import { createDecipheriv, getCipherInfo, pbkdf2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { childrenOf, type DerElement, decodeOid, readNumber, TAG } from '../../encodings/der.ts';
import { isCipherAvailable } from '../cipher-availability.ts';
import { HMAC_DIGESTS } from '../digest-names.ts';
import { WORK_LIMITS, type Work } from '../key-work.ts';

/** How a key is made of a pass phrase. */
export type Derivation =
  | {
      readonly kind: 'pbkdf2';
      readonly salt: Uint8Array;
      readonly iterations: number;
      readonly digest: string;
    }
  | {
      readonly kind: 'scrypt';
      readonly salt: Uint8Array;
      readonly N: number;
      readonly r: number;
      readonly p: number;
    }
  | { readonly kind: 'pkcs12'; readonly salt: Uint8Array; readonly iterations: number };

/** An encryption, taken out of its AlgorithmIdentifier. */
export interface PasswordEncryption {
  readonly derivation: Derivation;
  /** By OpenSSL's name, or by forge's where OpenSSL 3 has it no more. */
  readonly cipher: string;
  /** In bytes. */
  readonly keyLength: number;
  /** Derived with the key where it is missing. */
  readonly iv?: Uint8Array;
}

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const SCRYPT = '1.3.6.1.4.1.11591.4.11';

/** RFC 7292, C: those that are opened here, each with 8 bytes of IV. */
const PKCS12_SCHEMES: Readonly<Record<string, { cipher: string; keyLength: number }>> = {
  '1.2.840.113549.1.12.1.3': { cipher: 'des-ede3-cbc', keyLength: 24 },
  '1.2.840.113549.1.12.1.4': { cipher: 'des-ede-cbc', keyLength: 16 },
  '1.2.840.113549.1.12.1.6': { cipher: 'RC2-40-CBC', keyLength: 5 },
};
const PKCS12_IV = 8;

/** Ciphers of PBES2 whose names OpenSSL may not know by their identifiers. */
const CIPHERS: Readonly<Record<string, string>> = {
  '1.2.840.113549.3.7': 'des-ede3-cbc',
  '2.16.840.1.101.3.4.1.2': 'aes-128-cbc',
  '2.16.840.1.101.3.4.1.22': 'aes-192-cbc',
  '2.16.840.1.101.3.4.1.42': 'aes-256-cbc',
  '1.2.392.200011.61.1.1.1.2': 'camellia-128-cbc',
  '1.2.392.200011.61.1.1.1.3': 'camellia-192-cbc',
  '1.2.392.200011.61.1.1.1.4': 'camellia-256-cbc',
  '1.2.410.200046.1.1.2': 'aria-128-cbc',
  '1.2.410.200046.1.1.7': 'aria-192-cbc',
  '1.2.410.200046.1.1.12': 'aria-256-cbc',
};
/** DES, which forge has. */
const DES_CBC = '1.3.14.3.2.7';

/** @returns nothing where it is none of those that are opened here, or is malformed */
export function readPasswordEncryption(
  algorithm: DerElement | undefined,
): PasswordEncryption | undefined {
  const [scheme, parameters] = childrenOf(algorithm);
  const oid = decodeOid(scheme) ?? '';
  if (oid === PBES2) return readPbes2(childrenOf(parameters));
  const known = PKCS12_SCHEMES[oid];
  const [salt, count] = childrenOf(parameters);
  const iterations = readCount(count);
  if (known === undefined || salt?.tag !== TAG.octetString || iterations === undefined) {
    return undefined;
  }
  return { ...known, derivation: { kind: 'pkcs12', salt: salt.content, iterations } };
}

function readPbes2([first, second]: readonly DerElement[]): PasswordEncryption | undefined {
  const [oid, iv] = childrenOf(second);
  const cipher = readCipher(decodeOid(oid) ?? '', iv);
  const [derivation, parameters] = childrenOf(first);
  const kind = decodeOid(derivation);
  if (cipher === undefined) return undefined;
  const given = childrenOf(parameters);
  const read =
    kind === PBKDF2 ? readPbkdf2(given) : kind === SCRYPT ? readScrypt(given) : undefined;
  if (read === undefined) return undefined;
  const { keyLength, ...rest } = read;
  if (keyLength !== undefined && keyLength !== cipher.keyLength) return undefined;
  return { ...cipher, derivation: rest.derivation };
}

function readCipher(
  oid: string,
  iv: DerElement | undefined,
): Omit<PasswordEncryption, 'derivation'> | undefined {
  if (iv?.tag !== TAG.octetString) return undefined;
  if (oid === DES_CBC && iv.content.length === 8) {
    return { cipher: 'DES-CBC', keyLength: 8, iv: iv.content };
  }
  const info = getCipherInfo(CIPHERS[oid] ?? oid);
  if (info === undefined || info.ivLength !== iv.content.length) return undefined;
  if (!isCipherAvailable(info.name, iv.content)) return undefined;
  return { cipher: info.name, keyLength: info.keyLength, iv: iv.content };
}

interface ReadDerivation {
  readonly derivation: Derivation;
  /** Where the file says it. */
  readonly keyLength: number | undefined;
}

/** RFC 8018, A.2. */
function readPbkdf2([salt, count, ...options]: readonly DerElement[]): ReadDerivation | undefined {
  const prf = options.find(({ tag }) => tag === TAG.sequence);
  const digest = prf === undefined ? 'sha1' : HMAC_DIGESTS[decodeOid(childrenOf(prf)[0]) ?? ''];
  const iterations = readCount(count);
  if (salt?.tag !== TAG.octetString || digest === undefined || iterations === undefined) {
    return undefined;
  }
  const keyLength = readCount(options.find(({ tag }) => tag === TAG.integer));
  return { derivation: { kind: 'pbkdf2', salt: salt.content, iterations, digest }, keyLength };
}

/** RFC 7914, 7.1. */
function readScrypt([salt, ...numbers]: readonly DerElement[]): ReadDerivation | undefined {
  const [N, r, p, keyLength] = numbers.map(readCount);
  if (salt?.tag !== TAG.octetString || N === undefined || r === undefined || p === undefined) {
    return undefined;
  }
  return { derivation: { kind: 'scrypt', salt: salt.content, N, r, p }, keyLength };
}

/**
 * A count of 1 and more.
 *
 * @returns of what has more than six bytes, the most that six hold: it is refused all the same
 */
export function readCount(element: DerElement | undefined): number | undefined {
  if (element?.tag !== TAG.integer) return undefined;
  const [first = 0x80] = element.content;
  if (first >= 0x80) return undefined;
  const digits = element.content.subarray(element.content.findIndex((byte) => byte !== 0));
  const count = digits.length > 6 ? 2 ** 48 - 1 : readNumber(digits);
  return count >= 1 ? count : undefined;
}

/** What a derivation takes. */
export function worksOf(derivation: Derivation): readonly Work[] {
  if (derivation.kind !== 'scrypt') {
    return [{ kind: derivation.kind, count: derivation.iterations }];
  }
  const { N, r, p } = derivation;
  // As OpenSSL counts it (EVP_PBE_scrypt).
  const memory = 128 * r * p + 32 * r * (N + 2) * 4;
  return [
    { kind: 'scrypt-memory', count: memory },
    { kind: 'scrypt', count: N * r * p },
  ];
}

/**
 * Decrypts; how much work that is was looked at before.
 *
 * @param passphrase nothing is another one than the empty one, to PKCS#12
 * @returns nothing where the padding is wrong, as under a wrong pass phrase
 */
export async function decryptUnderPassphrase(
  { derivation, cipher, keyLength, iv: given }: PasswordEncryption,
  data: Uint8Array,
  passphrase: Uint8Array | undefined,
): Promise<Buffer | undefined> {
  const ivLength = given === undefined ? PKCS12_IV : 0;
  const [key, derived] = await derive(derivation, passphrase, keyLength, ivLength);
  const iv = given ?? derived;
  if (key === undefined || iv === undefined) return undefined;
  if (cipher === 'DES-CBC' || cipher === 'RC2-40-CBC') {
    const { decryptLegacy } = await import('../rare/legacy-ciphers.ts');
    return decryptLegacy(cipher, key, iv, data);
  }
  try {
    const decipher = createDecipheriv(cipher, key, iv);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    return undefined;
  }
}

const pbkdf2Aside = promisify(pbkdf2);
const scryptAside = promisify<
  Uint8Array,
  Uint8Array,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt);

/** @returns the key, and the IV where that is derived too; no key where OpenSSL refuses the numbers */
async function derive(
  derivation: Derivation,
  passphrase: Uint8Array | undefined,
  keyLength: number,
  ivLength: number,
): Promise<readonly (Buffer | undefined)[]> {
  const secret = passphrase ?? new Uint8Array();
  const { kind, salt } = derivation;
  if (kind === 'pbkdf2') {
    const { iterations, digest } = derivation;
    return [await pbkdf2Aside(secret, salt, iterations, keyLength, digest)];
  }
  if (kind === 'scrypt') {
    const { N, r, p } = derivation;
    const options = { N, r, p, maxmem: WORK_LIMITS['scrypt-memory'] };
    return [await scryptAside(secret, salt, keyLength, options).catch(() => undefined)];
  }
  const { derivePkcs12, PURPOSES } = await import('../rare/pkcs12-derivation.ts');
  const given = { digest: 'sha1', salt, iterations: derivation.iterations, passphrase };
  const key = await derivePkcs12(PURPOSES.key, keyLength, given);
  return [key, ivLength === 0 ? undefined : await derivePkcs12(PURPOSES.iv, ivLength, given)];
}
