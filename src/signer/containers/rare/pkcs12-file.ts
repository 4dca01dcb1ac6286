/**
 * What stands in a PKCS#12 file (RFC 7292, 4): the MAC, and the safes with their bags, taken apart.
 */
import { childrenOf, type DerElement, decodeOid, readElement, TAG } from '../../encodings/der.ts';
import { DIGESTS } from '../digest-names.ts';
import { readCount, readPasswordEncryption, worksOf } from '../encrypted/password-encryption.ts';
import type { Work } from '../key-work.ts';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const KEY_BAG = '1.2.840.113549.1.12.10.1.1';
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const SAFE_CONTENTS_BAG = '1.2.840.113549.1.12.10.1.6';

/** Safes in bags of safes: none has more. */
const DEEPEST = 4;

export interface Pkcs12File {
  readonly mac: Mac | undefined;
  /** What the MAC is over: the bytes of the safes. */
  readonly content: Uint8Array;
  readonly safes: readonly Safe[];
}

/** Integrity under the pass phrase (4, MacData). */
export interface Mac {
  /** By OpenSSL's name; undefined where it has none. */
  readonly digest: string | undefined;
  readonly value: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/** SafeContents: as they are, or what is to be decrypted first. */
export type Safe =
  | { readonly contents: DerElement }
  | { readonly algorithm: DerElement | undefined; readonly sealed: Uint8Array };

/** A key: as it is, or an EncryptedPrivateKeyInfo. */
export interface KeyBag {
  readonly isEncrypted: boolean;
  readonly element: DerElement;
}

/** @returns nothing where it is no such file, or not one under a pass phrase */
export function readPkcs12File(pfx: DerElement): Pkcs12File | undefined {
  const [, info, mac] = childrenOf(pfx);
  const content = readData(info);
  const safes = content && readElement(content);
  if (content === undefined || safes === undefined) return undefined;
  const read = mac && readMac(mac);
  if (mac !== undefined && read === undefined) return undefined;
  return { mac: read, content, safes: childrenOf(safes).flatMap((one) => readSafe(one) ?? []) };
}

/** What a ContentInfo of type data holds. */
function readData(info: DerElement | undefined): Uint8Array | undefined {
  const [type, wrapped] = childrenOf(info);
  return decodeOid(type) === DATA ? joinOctets(childrenOf(wrapped)[0]) : undefined;
}

function readSafe(info: DerElement): Safe | undefined {
  const [type, wrapped] = childrenOf(info);
  if (decodeOid(type) !== ENCRYPTED_DATA) {
    const data = readData(info);
    const contents = data && readElement(data);
    return contents && { contents };
  }
  // EncryptedData (RFC 2315, 13): a version, then type, algorithm and what is encrypted.
  const [, encrypted] = childrenOf(childrenOf(wrapped)[0]);
  const [, algorithm, sealed] = childrenOf(encrypted);
  const bytes = joinOctets(sealed);
  return bytes && { algorithm, sealed: bytes };
}

/** The bytes of an OCTET STRING, which BER may have cut into pieces, whatever its tag. */
function joinOctets(element: DerElement | undefined): Uint8Array | undefined {
  if (element === undefined) return undefined;
  const isConstructed = (element.tag & 0x20) !== 0;
  return isConstructed
    ? Buffer.concat(childrenOf(element).map(({ content }) => content))
    : element.content;
}

function readMac(element: DerElement): Mac | undefined {
  const [info, salt, count] = childrenOf(element);
  const [algorithm, value] = childrenOf(info);
  const iterations = count === undefined ? 1 : readCount(count);
  if (value?.tag !== TAG.octetString || salt?.tag !== TAG.octetString) return undefined;
  if (iterations === undefined) return undefined;
  const digest = DIGESTS[decodeOid(childrenOf(algorithm)[0]) ?? ''];
  return { digest, value: value.content, salt: salt.content, iterations };
}

/** The keys in SafeContents, in their order. */
export function readKeyBags(contents: DerElement, depth = 0): readonly KeyBag[] {
  return childrenOf(contents).flatMap((bag): readonly KeyBag[] => {
    const [type, wrapped] = childrenOf(bag);
    const [element] = childrenOf(wrapped);
    if (element === undefined) return [];
    switch (decodeOid(type)) {
      case KEY_BAG:
        return [{ isEncrypted: false, element }];
      case SHROUDED_KEY_BAG:
        return [{ isEncrypted: true, element }];
      case SAFE_CONTENTS_BAG:
        return depth < DEEPEST ? readKeyBags(element, depth + 1) : [];
      default:
        return [];
    }
  });
}

/** All the work that can be told before anything is decrypted. */
export function visibleWorks({ mac, safes }: Pkcs12File): readonly Work[] {
  const algorithms = safes.flatMap((safe) =>
    'contents' in safe
      ? readKeyBags(safe.contents).flatMap(({ isEncrypted, element }) =>
          isEncrypted ? [childrenOf(element)[0]] : [],
        )
      : [safe.algorithm],
  );
  return [
    ...(mac === undefined ? [] : [{ kind: 'pkcs12' as const, count: mac.iterations }]),
    ...algorithms.flatMap((algorithm) => {
      const encryption = readPasswordEncryption(algorithm);
      return encryption === undefined ? [] : worksOf(encryption.derivation);
    }),
  ];
}
