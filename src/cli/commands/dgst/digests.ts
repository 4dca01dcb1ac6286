/**
 * The digests of OpenSSL 3.0's default provider, under all names that `openssl dgst` takes for them.
 *
 * Source: `openssl list -digest-algorithms` (3.0.19) and trials of each name. A name that the provider
 * knows is shown as the provider calls it (`-sha256` as `SHA2-256`); a name that only the table of
 * OpenSSL 1 knows, as that table does (`-RSA-SHA256` as `SHA256`). No digest at all is `SHA256` too.
 */

/** A digest as it was asked for. */
export interface Digest {
  /** What node:crypto calls it; none where Node has not got it. */
  readonly algorithm: string | undefined;
  /** The name in front of the hexadecimal digits. */
  readonly label: string;
  /** Bytes of the digest where the function's output has no end of its own (SHAKE). */
  readonly defaultLength?: number;
  /**
   * Which keys sign it. RSA does where there is a DigestInfo for it in OpenSSL, and MD5-SHA1; none
   * does where it was asked for by a name that the provider does not know.
   */
  readonly signableBy: 'all' | 'all-but-rsa' | 'none';
}

interface Family {
  readonly algorithm: string | undefined;
  /** Names that the default provider has; the first is the one it shows. */
  readonly provided: readonly string[];
  /** Names of the old table only, and the one that is shown for them. */
  readonly legacy?: readonly string[];
  readonly legacyLabel?: string;
  readonly defaultLength?: number;
  readonly signableByRsa?: boolean;
}

const FAMILIES: readonly Family[] = [
  {
    algorithm: 'sha256',
    provided: ['SHA2-256', 'SHA-256', 'SHA256', '2.16.840.1.101.3.4.2.1'],
    legacy: ['RSA-SHA256', 'sha256WithRSAEncryption'],
    legacyLabel: 'SHA256',
    signableByRsa: true,
  },
  {
    algorithm: 'sha224',
    provided: ['SHA2-224', 'SHA-224', 'SHA224', '2.16.840.1.101.3.4.2.4'],
    legacy: ['RSA-SHA224', 'sha224WithRSAEncryption'],
    legacyLabel: 'SHA224',
    signableByRsa: true,
  },
  {
    algorithm: 'sha384',
    provided: ['SHA2-384', 'SHA-384', 'SHA384', '2.16.840.1.101.3.4.2.2'],
    legacy: ['RSA-SHA384', 'sha384WithRSAEncryption'],
    legacyLabel: 'SHA384',
    signableByRsa: true,
  },
  {
    algorithm: 'sha512',
    provided: ['SHA2-512', 'SHA-512', 'SHA512', '2.16.840.1.101.3.4.2.3'],
    legacy: ['RSA-SHA512', 'sha512WithRSAEncryption'],
    legacyLabel: 'SHA512',
    signableByRsa: true,
  },
  {
    algorithm: 'sha512-224',
    provided: ['SHA2-512/224', 'SHA-512/224', 'SHA512-224', '2.16.840.1.101.3.4.2.5'],
    legacy: ['RSA-SHA512/224', 'sha512-224WithRSAEncryption'],
    legacyLabel: 'SHA512-224',
    signableByRsa: true,
  },
  {
    algorithm: 'sha512-256',
    provided: ['SHA2-512/256', 'SHA-512/256', 'SHA512-256', '2.16.840.1.101.3.4.2.6'],
    legacy: ['RSA-SHA512/256', 'sha512-256WithRSAEncryption'],
    legacyLabel: 'SHA512-256',
    signableByRsa: true,
  },
  ...(
    [
      ['224', '7'],
      ['256', '8'],
      ['384', '9'],
      ['512', '10'],
    ] as const
  ).map(([bits, arc]) => ({
    algorithm: `sha3-${bits}`,
    provided: [`SHA3-${bits}`, `2.16.840.1.101.3.4.2.${arc}`],
    legacy: [`RSA-SHA3-${bits}`, `id-rsassa-pkcs1-v1_5-with-sha3-${bits}`],
    signableByRsa: true,
  })),
  {
    algorithm: 'sha1',
    provided: ['SHA1', 'SHA-1', 'SSL3-SHA1', '1.3.14.3.2.26'],
    legacy: ['RSA-SHA1', 'RSA-SHA1-2', 'sha1WithRSAEncryption'],
    signableByRsa: true,
  },
  {
    algorithm: 'md5',
    provided: ['MD5', 'SSL3-MD5', '1.2.840.113549.2.5'],
    legacy: ['RSA-MD5', 'md5WithRSAEncryption'],
    signableByRsa: true,
  },
  { algorithm: 'md5-sha1', provided: ['MD5-SHA1'], signableByRsa: true },
  {
    algorithm: 'ripemd160',
    provided: ['RIPEMD-160', 'RIPEMD160', 'RIPEMD', 'RMD160', '1.3.36.3.2.1'],
    legacy: ['RSA-RIPEMD160', 'ripemd160WithRSA'],
    legacyLabel: 'RIPEMD160',
    signableByRsa: true,
  },
  {
    algorithm: 'sm3',
    provided: ['SM3', '1.2.156.10197.1.401'],
    legacy: ['RSA-SM3', 'sm3WithRSAEncryption'],
  },
  {
    algorithm: 'blake2b512',
    provided: ['BLAKE2B-512', 'BLAKE2b512', '1.3.6.1.4.1.1722.12.2.1.16'],
  },
  {
    algorithm: 'blake2s256',
    provided: ['BLAKE2S-256', 'BLAKE2s256', '1.3.6.1.4.1.1722.12.2.2.8'],
  },
  {
    algorithm: 'shake128',
    provided: ['SHAKE-128', 'SHAKE128', '2.16.840.1.101.3.4.2.11'],
    defaultLength: 16,
  },
  {
    algorithm: 'shake256',
    provided: ['SHAKE-256', 'SHAKE256', '2.16.840.1.101.3.4.2.12'],
    defaultLength: 32,
  },
  // Known by name, but their code is in the legacy provider, which `openssl dgst` does not load.
  { algorithm: undefined, provided: [], legacy: ['MD4', 'RSA-MD4', 'md4WithRSAEncryption'] },
  { algorithm: undefined, provided: [], legacy: ['whirlpool'] },
];

/** A name of each digest that can be made here. */
export const DIGEST_NAMES: readonly string[] = FAMILIES.flatMap(({ algorithm }) => algorithm ?? []);

/** The digest that is used where none is named. */
export const DEFAULT_DIGEST: Digest = {
  algorithm: 'sha256',
  label: 'SHA256',
  signableBy: 'all',
};

/** The same, where a key signs or verifies: it is then asked of the provider. */
export const DEFAULT_SIGNATURE_DIGEST: Digest = { ...DEFAULT_DIGEST, label: 'SHA2-256' };

/**
 * Finds a digest by a name of it, in capital letters or small ones.
 *
 * @param names `provided`: only by a name that the default provider has
 * @returns the digest, or undefined where OpenSSL has none of that name
 * @example
 * findDigest('sha256')?.label; // 'SHA2-256'
 */
export function findDigest(name: string, names: 'all' | 'provided' = 'all'): Digest | undefined {
  const wanted = name.toLowerCase();
  const isWanted = (candidate: string): boolean => candidate.toLowerCase() === wanted;
  for (const family of FAMILIES) {
    const [shown = ''] = family.provided;
    if (family.provided.some(isWanted)) {
      return describe(family, shown, family.signableByRsa === true ? 'all' : 'all-but-rsa');
    }
    if (names === 'all' && family.legacy?.some(isWanted)) {
      return describe(family, family.legacyLabel ?? shown, 'none');
    }
  }
  return undefined;
}

function describe(family: Family, label: string, signableBy: Digest['signableBy']): Digest {
  const { algorithm, defaultLength } = family;
  return {
    algorithm,
    label,
    signableBy,
    ...(defaultLength === undefined ? {} : { defaultLength }),
  };
}
