/**
 * Whether DER is of a given structure, as strictly as OpenSSL's reader goes by its templates (its
 * crypto/asn1/tasn_dec.c): the two accept the same certificates.
 */
import { type DerElement, decodeOid, readChildren, TAG } from './der.ts';

export type DerCheck = (element: DerElement | undefined) => boolean;

const CONSTRUCTED = 0x20;

/** A row of elements, each of one kind; as many as there are kinds. */
export function isRow(
  element: DerElement | undefined,
  tag: number,
  kinds: readonly DerCheck[],
): boolean {
  const children = element?.tag === tag ? readChildren(element) : undefined;
  return children?.length === kinds.length && kinds.every((isKind, at) => isKind(children[at]));
}

/** Any number of elements of one kind. */
export function isListOf(element: DerElement | undefined, tag: number, isKind: DerCheck): boolean {
  // Of lists, unlike of rows, OpenSSL does not ask whether their tag says that they have parts.
  const isList = element !== undefined && (element.tag | CONSTRUCTED) === tag;
  const children = isList ? readChildren(element) : undefined;
  return children?.every((child) => isKind(child)) === true;
}

/** AlgorithmIdentifier (RFC 5280, 4.1.1.2): its parameters may be anything, or missing. */
export function isAlgorithm(element: DerElement | undefined): boolean {
  return isRow(element, TAG.sequence, [isOid]) || isRow(element, TAG.sequence, [isOid, isAny]);
}

export function isInteger(element: DerElement | undefined): boolean {
  return element?.tag === TAG.integer && isNumber(element.content);
}

export function isOid(element: DerElement | undefined): boolean {
  return element?.tag === TAG.oid && decodeOid(element) !== undefined && isPath(element.content);
}

/** Also under a tag that takes the place of its own. */
export function isBitStringUnder(tag: number, element: DerElement | undefined): boolean {
  return element?.tag === tag && hasUnusedBits(element.content);
}

/** Whole, or in pieces as BER allows. */
export function isOctetString(element: DerElement | undefined): boolean {
  if (element?.tag !== TAG.octetStringInPieces) return element?.tag === TAG.octetString;
  return readChildren(element) !== undefined;
}

/** X.690, 8.6.2.2: the first byte says how many bits of the last one are not used. */
function hasUnusedBits(content: Uint8Array): boolean {
  return (content[0] ?? 8) <= 7;
}

/** In its shortest form (X.690, 8.3.2). */
function isNumber(content: Uint8Array): boolean {
  const [first, second] = content;
  if (first === undefined || second === undefined) return first !== undefined;
  return !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80);
}

/** Each part in its shortest form, the last one whole (X.690, 8.19.2). */
function isPath(content: Uint8Array): boolean {
  const isLastWhole = (content.at(-1) ?? 0x80) < 0x80;
  const startsPart = (at: number): boolean => at === 0 || (content[at - 1] ?? 0) < 0x80;
  return isLastWhole && content.every((byte, at) => byte !== 0x80 || !startsPart(at));
}

/** Bits of a tag that is none of the universal ones. */
const OTHER_CLASSES = 0xc0;
const END_OF_CONTENTS = 0;

/** What is never in pieces, and the contents that each may have. */
const WHOLE: Readonly<Record<number, (content: Uint8Array) => boolean>> = {
  1: ({ length }) => length === 1,
  [TAG.integer]: isNumber,
  [TAG.null]: ({ length }) => length === 0,
  [TAG.oid]: isPath,
  10: isNumber,
};

/** An element of any type: of those that have rules, it keeps them. */
function isAny(element: DerElement | undefined): boolean {
  if (element === undefined || element.tag === END_OF_CONTENTS) return false;
  const { tag, content } = element;
  if ((tag & OTHER_CLASSES) !== 0) return true;
  const isConstructed = (tag & CONSTRUCTED) !== 0;
  const type = tag & ~CONSTRUCTED;
  if (type === (TAG.sequence & ~CONSTRUCTED) || type === (TAG.set & ~CONSTRUCTED)) {
    return isConstructed;
  }
  const isAllowed = WHOLE[type];
  if (isAllowed !== undefined) return !isConstructed && isAllowed(content);
  if (type !== TAG.bitString) return true;
  return isConstructed ? content.length > 0 : hasUnusedBits(content);
}
