import { uint8ArrayToBase64 } from 'uint8array-extras';
import { encodeLatin1 } from '../../latin1.ts';
import {
  appendItem,
  applyJsonEdits,
  insertMember,
  type JsonEdit,
  removeItem,
} from '../json/edit-json.ts';
import {
  findMember,
  type JsonArray,
  type JsonDocument,
  type JsonObject,
  type JsonValue,
} from '../json/json-document.ts';
import { findLayout, layOutObject, quoteJson } from '../json/json-layout.ts';
import type { AuthDataDocument, BytesMember, QuorumDocument, TokensDocument } from './document.ts';

/** An approval to be written into a file. */
export interface NewSignature {
  readonly username: string;
  /** `admin` or `crypto-user`. */
  readonly role: string | undefined;
  /** 256 bytes. */
  readonly signature: Uint8Array;
}

/**
 * Puts an approval behind all others. No other byte of the file changes.
 *
 * @returns the new file; {@link removeSignature} of what was added gives back the old one
 * @example
 * const { document } = parseSdk5Token(sdk5File, nodeCrypto);
 * const more = addSignature(document, { username: 'admin4', role: 'admin', signature });
 * parseSdk5Token(more, nodeCrypto).signatures.length; // 3
 */
export function addSignature(
  { json }: QuorumDocument,
  { username, role, signature }: NewSignature,
): Uint8Array {
  const layout = findLayout(json);
  const members: (readonly [string, string])[] = [['username', username]];
  if (role !== undefined) members.push(['role', role]);
  members.push(['signature', uint8ArrayToBase64(signature)]);
  const value = layOutObject(members, 2, layout);
  const list = findList(json, 'signatures');
  if (list !== undefined) return apply(json, [appendItem(json, list, value, 2, layout)]);
  const { lineEnd, indent } = layout;
  const items = `[${lineEnd}${indent.repeat(2)}${value}${lineEnd}${indent}]`;
  return apply(json, [insertMember(json, toObject(json.root), ['signatures', items], layout)]);
}

/**
 * Takes an approval out. No other byte of the file changes.
 *
 * @param index in the list, from 0
 * @returns the new file
 * @throws TypeError where the list has no such approval
 * @example
 * const { document } = parseSdk5Token(sdk5File, nodeCrypto);
 * parseSdk5Token(removeSignature(document, 0), nodeCrypto).signatures[0]?.username; // 'admin3'
 */
export function removeSignature({ json }: QuorumDocument, index: number): Uint8Array {
  const list = findList(json, 'signatures');
  if (list === undefined) throw new TypeError('the file has no list of approvals');
  return apply(json, [removeItem(json, list, index)]);
}

/**
 * Puts another signature in the place of one. No other byte of the file changes.
 *
 * @param index in the list, from 0
 * @param role of the approval where it has one; default: as it is written
 * @returns the new file
 * @throws TypeError where the list has no such approval
 */
export function replaceSignature(
  { json, signatures }: QuorumDocument,
  index: number,
  signature: Uint8Array,
  role?: string,
): Uint8Array {
  const entry = signatures?.items[index];
  if (entry === undefined) throw new TypeError(`the file has no approval ${index}`);
  const edits = fillEach(json, 'signatures', 'signature', index, [entry.signature], [signature]);
  if (role === undefined || entry.role === undefined || entry.role.text === role) {
    return apply(json, edits);
  }
  return apply(json, [...edits, { span: entry.role.span, text: quoteJson(role) }]);
}

/**
 * Puts signatures into a registration or a log-in, each in its `signed`. No other byte of the file changes.
 *
 * @param signatures one for each of the `tokens`, in their order
 * @returns the new file
 * @example
 * const document = readSdk5File(readFileSync('registration.json'), nodeCrypto);
 * document.kind === 'registration' && fillTokens(document, [signature]);
 */
export function fillTokens(
  { json, tokens }: TokensDocument,
  signatures: readonly Uint8Array[],
): Uint8Array {
  const members = tokens.map(({ signed }) => signed);
  return apply(json, fillEach(json, 'tokens', 'signed', 0, members, signatures));
}

/**
 * Puts signatures into the file of a log-in with a second factor, and the public key where it is missing.
 *
 * @param signatures one for each entry of `Data`, in their order
 * @param publicKey PEM
 * @returns the new file
 * @example
 * const document = readSdk5File(readFileSync('authdata.json'), nodeCrypto);
 * const pem = readFileSync('officer1.pub', 'utf8');
 * document.kind === 'authdata' && fillAuthData(document, [signature], pem);
 */
export function fillAuthData(
  { json, data, publicKey: there, version }: AuthDataDocument,
  signatures: readonly Uint8Array[],
  publicKey: string,
): Uint8Array {
  const members = data.map(({ signature }) => signature);
  const edits = fillEach(json, 'Data', 'Signature', 0, members, signatures);
  if (there !== undefined) return apply(json, edits);
  const root = toObject(json.root);
  const member = ['PublicKey', quoteJson(publicKey)] as const;
  return apply(json, [insertMember(json, root, member, findLayout(json), version), ...edits]);
}

/**
 * @param first which of the list the first of the members stands in
 * @param members that take the signatures, where they are there
 */
function fillEach(
  json: JsonDocument,
  listName: string,
  memberName: string,
  first: number,
  members: readonly (BytesMember | undefined)[],
  signatures: readonly Uint8Array[],
): readonly JsonEdit[] {
  const list = findList(json, listName);
  return members.map((member, index) => {
    const value = quoteJson(uint8ArrayToBase64(signatures[index] ?? new Uint8Array()));
    if (member !== undefined) return { span: member.span, text: value };
    const object = toObject(list?.items[first + index]);
    return insertMember(json, object, [memberName, value], findLayout(json));
  });
}

function findList({ root }: JsonDocument, name: string): JsonArray | undefined {
  const value = findMember(root, name)?.value;
  return value?.kind === 'array' ? value : undefined;
}

/** Edits are of files whose shape was judged before. */
function toObject(value: JsonValue | undefined): JsonObject {
  if (value?.kind === 'object') return value;
  throw new TypeError('expected an object');
}

function apply(json: JsonDocument, edits: readonly JsonEdit[]): Uint8Array {
  return encodeLatin1(applyJsonEdits(json, edits));
}
