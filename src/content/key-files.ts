/** Files that hold keys or certificates, by how they begin: none is opened. */
import { hexToUint8Array } from 'uint8array-extras';
import type { ContentKind } from '../failure-codes/content-kind.ts';
import { decodeLatin1 } from '../latin1.ts';
import { readElement } from '../signer/encodings/der.ts';
import { shapeOf } from '../signer/encodings/key-shape.ts';
import type { Text } from './text.ts';

/** A private key before all else, wherever it stands; then a certificate or a public key. */
export function recogniseKey(bytes: Uint8Array, { raw, letters }: Text): ContentKind | undefined {
  if (holdsPrivateKey(raw, letters)) return 'private-key';
  const pem = letters.includes(BEGIN)
    ? (/-----BEGIN ([A-Z0-9 ]*)-----/.exec(letters)?.[1] ?? '')
    : '';
  if (pem.endsWith('CERTIFICATE REQUEST')) return 'certificate-request';
  if (pem.endsWith('CERTIFICATE')) return 'certificate';
  if (pem.endsWith('PUBLIC KEY') || holds(PUBLIC_TEXTS, letters)) return 'public-key';
  const element = readElement(bytes);
  const shape = element && shapeOf(element);
  if (shape === 'certificate') return shape;
  return shape === 'spki' || shape === 'pkcs1-public' ? 'public-key' : undefined;
}

/** How a PEM block begins. */
const BEGIN = '-----BEGIN ';

/**
 * What a text is known by, and letters without which it is not there: to look for those takes a tenth of the time of
 * a regular expression's first use, and most files have none of them.
 */
type Sign = readonly [letters: string, whole: RegExp];

function holds(signs: readonly Sign[], text: string): boolean {
  return signs.some(([letters, whole]) => text.includes(letters) && whole.test(text));
}

/** OpenSSH's one line (`ssh-rsa AAAA…`), and the blocks of RFC 4716. */
const PUBLIC_TEXTS: readonly Sign[] = [
  [' AAAA', /^(?:ssh-|ecdsa-|sk-)[a-z0-9@.-]+ AAAA/m],
  ['SSH2 PUBLIC KEY', /^---- BEGIN SSH2 PUBLIC KEY ----/m],
];

function holdsPrivateKey(raw: string, letters: string): boolean {
  if (holdsBinaryKey(raw)) return true;
  return (
    holds(PRIVATE_TEXTS, letters) ||
    isPrivateJwk(letters) ||
    (letters.includes('<RSAKeyValue>') && letters.includes('<D>')) ||
    holdsEncodedKey(letters) ||
    holdsHexKey(letters)
  );
}

/** ASN.1's head of a SEQUENCE: its tag and a length of any form, indefinite too. */
const SEQUENCE = '0(?:[\\x00-\\x80]|\\x81.|\\x82.{2}|\\x83.{3}|\\x84.{4})';

/**
 * All private keys in DER begin with their version, a number of one byte: PKCS#1, PKCS#8, SEC 1, OpenSSL's of
 * DSA, and PKCS#12.
 */
const VERSION_FIRST = new RegExp(`^${SEQUENCE}\\x02\\x01[\\x00\\x01\\x03]`, 's');
/** EncryptedPrivateKeyInfo: its scheme is one of PKCS#5 or PKCS#12. */
const ENCRYPTED_FIRST = new RegExp(
  `^${SEQUENCE}${SEQUENCE}\\x06[\\x08-\\x0a]\\x2a\\x86\\x48\\x86\\xf7\\x0d\\x01[\\x05\\x0c]`,
  's',
);

const DER_STARTS = [VERSION_FIRST, ENCRYPTED_FIRST];

/** Of Microsoft's PVK, of Java's key stores, and of what OpenSSH puts into its blocks. */
const MAGIC = ['\x1e\xf1\xb5\xb0', '\xfe\xed\xfe\xed', '\xce\xce\xce\xce', 'openssh-key-v1'];

function holdsBinaryKey(raw: string): boolean {
  if (MAGIC.some((magic) => raw.startsWith(magic))) return true;
  // Microsoft's PRIVATEKEYBLOB.
  if (raw.startsWith('\x07\x02') && raw.slice(8, 12) === 'RSA2') return true;
  return isPrivateDer(raw);
}

/** All of them are a SEQUENCE. */
function isPrivateDer(start: string): boolean {
  return start.startsWith('0') && DER_STARTS.some((kind) => kind.test(start));
}

const PRIVATE_TEXTS: readonly Sign[] = [
  // Also what is left of a block when its first line is lost.
  ['PRIVATE KEY', /-----(?:BEGIN|END) [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/],
  ['PRIVATE KEY', /^---- (?:BEGIN|END) [A-Z0-9 ]*PRIVATE KEY ----/m],
  ['PuTTY-User-Key-File-', /^PuTTY-User-Key-File-\d/m],
  ['AGE-SECRET-KEY-1', /\bAGE-SECRET-KEY-1/],
  // Keys in words, as `openssl pkey -text` prints them: of RSA, and of other kinds.
  ['privateExponent:', /^[ \t]*privateExponent:/m],
  ['priv:', /^[ \t]*priv:[ \t]*$/m],
];

/** JSON Web Key (RFC 7518, 6): `d` is the private exponent, `k` a secret key. */
function isPrivateJwk(letters: string): boolean {
  return letters.includes('"kty"') && /"[dk]"\s*:/.test(letters);
}

/**
 * DER in base64, with or without a PEM block around it, of what no label says anything: on a line of its own
 * or behind anything that is no base64, as in `KEY=MII…`, or behind the `+` of a patch.
 */
function holdsEncodedKey(letters: string): boolean {
  if (!letters.includes('M')) return false;
  return [...letters.matchAll(/(?<![A-Za-z0-9+/])\+?(M[A-Za-z0-9+/]{35})/g)].some(
    ([, digits = '']) => isPrivateDer(atob(digits)),
  );
}

/** DER in hexadecimal digits, as `xxd -p` and `od -tx1` print it, or with colons between its bytes. */
function holdsHexKey(letters: string): boolean {
  if (!letters.includes('30')) return false;
  return [...letters.matchAll(/(?<![0-9a-f][:\s]?)30(?:[:\s]{0,2}[0-9a-f]{2}){24}/gi)].some(
    ([digits]) => isPrivateDer(decodeLatin1(hexToUint8Array(digits.replaceAll(/[:\s]/g, '')))),
  );
}
