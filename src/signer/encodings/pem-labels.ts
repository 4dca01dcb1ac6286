/**
 * The labels of PEM blocks that OpenSSL knows. A block under a known label takes part in the search for
 * a key, and hides what stands before it; one under another label is passed over.
 */

/** What a label says of the key's type; `any` leaves it to the structure. */
export type KeyType = 'any' | 'rsa' | 'ec' | 'dsa' | 'none';

/** The type that a label stands for; nothing where no key is read under it. */
export function keyTypeOf(label: string): KeyType | undefined {
  return Object.hasOwn(LABEL_TYPES, label) ? LABEL_TYPES[label] : undefined;
}

export function isKnownLabel(label: string): boolean {
  return Object.hasOwn(LABEL_TYPES, label) || OTHER_LABELS.has(label);
}

/**
 * A PKCS#8 body is read under all of them.
 */
const LABEL_TYPES: Readonly<Record<string, KeyType>> = {
  'PRIVATE KEY': 'any',
  'ENCRYPTED PRIVATE KEY': 'any',
  'PUBLIC KEY': 'any',
  'RSA PRIVATE KEY': 'rsa',
  'RSA PUBLIC KEY': 'rsa',
  'EC PRIVATE KEY': 'ec',
  'EC PARAMETERS': 'ec',
  'DSA PRIVATE KEY': 'dsa',
  'DSA PUBLIC KEY': 'dsa',
  'DSA PARAMETERS': 'dsa',
  'SM2 PRIVATE KEY': 'none',
  'SM2 PARAMETERS': 'none',
  'DH PARAMETERS': 'none',
  'X9.42 DH PARAMETERS': 'none',
};

/** Other labels that OpenSSL knows; what stands under them is no key. */
const OTHER_LABELS: ReadonlySet<string> = new Set([
  'CERTIFICATE',
  'TRUSTED CERTIFICATE',
  'X509 CERTIFICATE',
  'X509 CRL',
]);
