/**
 * The signature that may be in a file, under what people and tools wrap around one.
 */
import { base64ToUint8Array, hexToUint8Array } from 'uint8array-extras';
import { decodeLatin1, encodeLatin1 } from '../../latin1.ts';
import {
  type DerElement,
  decodeOid,
  readChildren,
  readSized,
  TAG,
} from '../../signer/encodings/der.ts';
import type { WrongCause } from './cause.ts';

/** The bytes of a file, read in one way, and what is wrong with the file if that is the right one. */
export interface SignatureForm {
  readonly bytes: Uint8Array;
  readonly causes: readonly WrongCause[];
}

/** Lengths of signatures under keys of 1024 to 8192 bits that occur, the right one first. */
const SIGNATURE_BYTES = [256, 512, 384, 128, 1024];
const DEEPEST = 3;
const PKCS7_SIGNED_DATA = '1.2.840.113549.1.7.2';

/**
 * All readings of a file that may give a signature: as it is first, then what is decoded from it.
 *
 * @param file the signature file, whole
 * @returns at least the file itself, unless it is empty
 */
export function findForms(file: Uint8Array): readonly SignatureForm[] {
  const found: SignatureForm[] = [];
  const seen = new Set<string>();
  const add = (form: SignatureForm, depth: number): void => {
    const key = decodeLatin1(form.bytes);
    if (form.bytes.length === 0 || seen.has(key)) return;
    seen.add(key);
    found.push(form);
    if (depth >= DEEPEST) return;
    for (const inner of [decodeText(form.bytes), unwrapDer(form.bytes)].flat()) {
      const fresh = inner.causes.filter(
        ({ code }) => !form.causes.some((one) => one.code === code),
      );
      add({ bytes: inner.bytes, causes: [...form.causes, ...fresh] }, depth + 1);
    }
  };
  add({ bytes: file, causes: [] }, 0);
  return [...found, ...found.flatMap(undamage)];
}

/** Damage to the bytes themselves. */
function undamage({ bytes, causes }: SignatureForm): SignatureForm[] {
  const forms: SignatureForm[] = [];
  if (bytes.length > 256) {
    const trailing = { code: 'trailing' as const, bytes: bytes.length - 256 };
    forms.push({ bytes: bytes.subarray(0, 256), causes: [...causes, trailing] });
  }
  const text = decodeLatin1(bytes);
  if (text.includes('\r\n')) {
    const restored = encodeLatin1(text.replaceAll('\r\n', '\n'));
    forms.push({ bytes: restored, causes: [...causes, { code: 'crlf-signature' }] });
  }
  if (SIGNATURE_BYTES.includes(bytes.length)) {
    forms.push({ bytes: bytes.toReversed(), causes: [...causes, { code: 'reversed' }] });
  }
  return forms;
}

function decodeText(bytes: Uint8Array): SignatureForm[] {
  const plain = /^[\t\n\r\x20-\x7e]+$/;
  const text = decodeLatin1(bytes).replace(/^\xef\xbb\xbf/, '');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    const decoded = decodeUtf16(bytes.subarray(2));
    return plain.test(decoded)
      ? [{ bytes: encodeLatin1(decoded), causes: [{ code: 'utf16-text' }] }]
      : [];
  }
  if (!plain.test(text)) return [];
  if (/^MIME-Version:/im.test(text)) {
    // The signature's part, or the whole message, is the long stretch of base64 in it.
    const body = /(?:^[A-Za-z0-9+/=]{40,}\r?\n)+(?:[A-Za-z0-9+/=]+\r?\n)?/m.exec(text)?.[0] ?? '';
    return [{ bytes: decodeBase64(body), causes: [{ code: 'cms' }] }];
  }
  // `openssl dgst -hex` writes `RSA-SHA2-256(file)= …`, with -c colons between the bytes.
  const hex = text.replace(/^[^\n]*= ?/, '').replace(/[\s:]|^0x/gi, '');
  if (hex.length % 2 === 0 && /^[0-9a-f]+$/i.test(hex)) {
    return [{ bytes: hexToUint8Array(hex), causes: [{ code: 'hex-text' }] }];
  }
  const base64 = text.replace(/^-----(BEGIN|END) [^\n]*-----\s*$/gm, '').replace(/[\s"']/g, '');
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) {
    return [{ bytes: decodeBase64(base64), causes: [{ code: 'base64-text' }] }];
  }
  return [];
}

/** Little-endian, as Windows has it; half a character at the end is left out. */
function decodeUtf16(bytes: Uint8Array): string {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(whole);
}

/** Base64 of either alphabet, whole or cut: what is no digit is left out. */
function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/[^A-Za-z0-9+/_-]/g, '');
  return base64ToUint8Array(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
}

function unwrapDer(bytes: Uint8Array): SignatureForm[] {
  const sized = readSized(bytes);
  if (sized === undefined || sized.size !== bytes.length) return [];
  const { element } = sized;
  if (element.tag === TAG.octetString) {
    return [{ bytes: element.content, causes: [{ code: 'der-wrapped', type: 'octet-string' }] }];
  }
  if (element.tag === TAG.bitString) {
    const bare = element.content.subarray(1);
    return [{ bytes: bare, causes: [{ code: 'der-wrapped', type: 'bit-string' }] }];
  }
  if (element.tag !== TAG.sequence) return [];
  const cms = decodeOid(readChildren(element)?.[0]) === PKCS7_SIGNED_DATA;
  const cause: WrongCause = cms ? { code: 'cms' } : { code: 'der-wrapped', type: 'sequence' };
  return findStrings(element, 0).map((string) => ({ bytes: string, causes: [cause] }));
}

/** Strings inside as long as signatures; those that stand last first, as CMS has its signature. */
function findStrings(element: DerElement, depth: number): Uint8Array[] {
  if (depth > 16) return [];
  if (element.tag === TAG.octetString && SIGNATURE_BYTES.includes(element.content.length)) {
    return [element.content];
  }
  if (element.tag === TAG.bitString && SIGNATURE_BYTES.includes(element.content.length - 1)) {
    return [element.content.subarray(1)];
  }
  const constructed = (element.tag & 0x20) !== 0;
  const children = constructed ? (readChildren(element) ?? []) : [];
  return children.reverse().flatMap((child) => findStrings(child, depth + 1));
}
