import { childrenOf, type DerElement, readNumber, TAG } from './der.ts';
import {
  type DerCheck,
  isAlgorithm,
  isBitStringUnder,
  isInteger,
  isListOf,
  isOctetString,
  isOid,
  isRow,
} from './der-checks.ts';

const VERSION = 0xa0;
const ISSUER_ID = 0x81;
const SUBJECT_ID = 0x82;
const EXTENSIONS = 0xa3;

/**
 * The SubjectPublicKeyInfo of an X.509 certificate (RFC 5280, 4.1). Whatever is no certificate by its
 * structure is refused, as OpenSSL does; nothing is judged: neither dates nor names nor its signature.
 *
 * @returns nothing where it is no certificate
 */
export function readCertificateKey(certificate: DerElement): DerElement | undefined {
  const [body, algorithm, signature, ...more] = childrenOf(certificate);
  if (!isAlgorithm(algorithm) || !isBitStringUnder(TAG.bitString, signature) || more.length > 0) {
    return undefined;
  }
  const parts = [...childrenOf(body)];
  if (body?.tag !== TAG.sequence) return undefined;
  const version = parts[0]?.tag === VERSION ? parts.shift() : undefined;
  if (version !== undefined && !isOnly(version, isInteger)) return undefined;
  const [serial, inner, issuer, validity, subject, key, ...optional] = parts;
  const isWhole =
    isInteger(serial) &&
    isAlgorithm(inner) &&
    isName(issuer) &&
    isValidity(validity) &&
    isName(subject) &&
    areOptional(optional);
  return isWhole ? key : undefined;
}

/** One element in another, whatever its tag. */
function isOnly(element: DerElement, isKind: DerCheck): boolean {
  return isRow(element, element.tag, [isKind]);
}

function isName(element: DerElement | undefined): boolean {
  const isAttribute: DerCheck = (one) => isRow(one, TAG.sequence, [isOid, isText]);
  return isListOf(element, TAG.sequence, (set) => isListOf(set, TAG.set, isAttribute));
}

const UTF8_STRING = 0x0c;
const UNIVERSAL_STRING = 0x1c;
const BMP_STRING = 0x1e;
/**
 * What else OpenSSL takes in a name, whatever its bytes: numeric, printable, teletex and IA5 strings,
 * sequences, and tags that were given to no type of string.
 */
const OTHER_TEXT: ReadonlySet<number> = new Set([
  ...[0x12, 0x13, 0x14, 0x16, TAG.sequence],
  ...[0x07, 0x08, 0x09, 0x0b, 0x0d, 0x0e, 0x0f, 0x1d],
]);

function isText(element: DerElement | undefined): boolean {
  if (element === undefined) return false;
  switch (element.tag) {
    case TAG.bitString:
      return isBitStringUnder(TAG.bitString, element);
    case UTF8_STRING:
      return isUtf8(element.content);
    case UNIVERSAL_STRING:
      return areCharacters(element.content, 4);
    case BMP_STRING:
      return areCharacters(element.content, 2);
    default:
      return OTHER_TEXT.has(element.tag);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether the bytes are Unicode characters, each in as many bytes. */
function areCharacters(bytes: Uint8Array, size: 2 | 4): boolean {
  if (bytes.length % size !== 0) return false;
  for (let at = 0; at < bytes.length; at += size) {
    const character = readNumber(bytes.subarray(at, at + size));
    if (character > 0x10ffff || (character >= 0xd800 && character < 0xe000)) return false;
  }
  return true;
}

function isValidity(element: DerElement | undefined): boolean {
  const isTime: DerCheck = (one) => one?.tag === 0x17 || one?.tag === 0x18;
  return isRow(element, TAG.sequence, [isTime, isTime]);
}

/** What may stand behind the key, in this order. */
function areOptional(elements: readonly DerElement[]): boolean {
  const rest = [...elements];
  for (const tag of [ISSUER_ID, SUBJECT_ID]) if (isBitStringUnder(tag, rest[0])) rest.shift();
  if (rest[0]?.tag === EXTENSIONS) {
    const [extensions] = rest.splice(0, 1);
    if (extensions && !isOnly(extensions, (list) => isListOf(list, TAG.sequence, isExtension))) {
      return false;
    }
  }
  return rest.length === 0;
}

function isExtension(element: DerElement | undefined): boolean {
  const isBoolean: DerCheck = (one) => one?.tag === 0x01 && one.content.length === 1;
  return (
    isRow(element, TAG.sequence, [isOid, isOctetString]) ||
    isRow(element, TAG.sequence, [isOid, isBoolean, isOctetString])
  );
}
