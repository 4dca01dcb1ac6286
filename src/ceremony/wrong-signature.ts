/**
 * Why a signature is wrong. An HSM says `RET_MXN_AUTH_FAILED` and no more; here the signature is
 * opened under every key of the roster and compared with all that an officer may have signed by
 * mistake.
 */

import { readElement } from '../signer/encodings/der.ts';
import { type KeyShape, shapeOf } from '../signer/encodings/key-shape.ts';
import { readPemBlock } from '../signer/encodings/pem.ts';
import { verifySignature } from '../signer/verify.ts';
import type { OfficerKey, Roster } from './roster.ts';
import { makeCause, type WrongCause, type WrongCauseCode } from './wrong-signature/cause.ts';
import { findForms, type SignatureForm } from './wrong-signature/forms.ts';
import { type HashFunction, hashWith, SHA256 } from './wrong-signature/hashes.ts';
import { MessageIndex, type NearbyFile, type SignedMessage } from './wrong-signature/messages.ts';
import {
  type OpenedSignature,
  openBlock,
  raiseSignature,
} from './wrong-signature/open-signature.ts';

export type { WrongCause, WrongCauseCode } from './wrong-signature/cause.ts';
export type { NearbyFile } from './wrong-signature/messages.ts';

/** What is known of a signature. */
export interface SignatureCase {
  /** What should have been signed: the whole multi token file. */
  readonly token: Uint8Array;
  /** Names under which the token is known, for what was signed may hold them. */
  readonly tokenPaths: readonly string[];
  /** The signature file, whole. */
  readonly signature: Uint8Array;
  /** Whose signature it is said to be, in lower case. */
  readonly officer: string;
  readonly roster: Roster;
  /** Other files that may have been signed: those beside the token and the signature. */
  readonly nearby: readonly NearbyFile[];
}

/** Why a signature is wrong. */
export interface WrongSignature {
  /** At least one: what the file is, whose the signature is, how and over what it was made. */
  readonly causes: readonly [WrongCause, ...WrongCause[]];
  /** The officer of the roster whose key made it, where one is found. */
  readonly signer: string | undefined;
  /**
   * The right signature, where only the file is in a wrong format: what stands in it, decoded. Without
   * it the officer has to sign again.
   */
  readonly mended: Uint8Array | undefined;
}

/**
 * Tells why a signature is wrong.
 *
 * @returns undefined where it is right: exactly one RSASSA-PKCS1-v1_5 signature with SHA-256 over the
 * token, by a key of 2048 bits that the officer has in the roster
 * @example
 * const wrong = explainSignature({ token, tokenPaths: [], signature, officer: 'officer1', roster, nearby: [] });
 * wrong?.causes.map(({ message }) => message);
 * // ["it was made over the token's SHA-256 digest (32 bytes), so the token was hashed twice"]
 */
export function explainSignature(given: SignatureCase): WrongSignature | undefined {
  const { token, signature, officer, roster } = given;
  const keys = keysOf(roster, officer);
  const claimed = keys.find(({ name }) => name === officer)?.key;
  const rightBits = claimed?.bits === 2048;
  if (claimed && rightBits && verifySignature(claimed.key, token, signature)) return undefined;
  if (signature.length === 0) return wrong([makeCause('empty')]);
  const what = describeFile(token, signature);
  if (what !== undefined) return wrong([makeCause('no-signature', what)]);
  const forms = findForms(signature);
  const messages = new MessageIndex(token, given.tokenPaths, given.nearby);
  for (const form of forms) {
    for (const { name, key } of keys) {
      const found = explainUnder(key, form, messages);
      if (found === undefined) continue;
      const causes = [...found.form, ...findKeyCauses(name, officer, key), ...found.rest];
      const isRightInside = found.isOverKnown && causes.length === form.causes.length;
      return wrong(causes, name, isRightInside ? form.bytes : undefined);
    }
  }
  return wrong(explainUnknown(signature, forms));
}

interface NamedKey {
  readonly name: string;
  readonly key: OfficerKey;
}

/** The keys to try, the officer's own first. */
function keysOf(roster: Roster, officer: string): readonly NamedKey[] {
  const keys = roster.officers.flatMap(({ name, key }) => (key ? [{ name, key }] : []));
  return [
    ...keys.filter(({ name }) => name === officer),
    ...keys.filter(({ name }) => name !== officer),
  ];
}

function wrong(
  causes: readonly WrongCause[],
  signer?: string,
  mended?: Uint8Array,
): WrongSignature {
  const [first = makeCause('unknown-key'), ...others] = causes;
  return { causes: [first, ...others], signer, mended };
}

function findKeyCauses(name: string, officer: string, key: OfficerKey): readonly WrongCause[] {
  return [
    ...(name === officer ? [] : [makeCause('another-officer', name, officer)]),
    ...(key.bits === 2048 ? [] : [makeCause('key-size', key.bits)]),
  ];
}

interface Explained {
  readonly form: readonly WrongCause[];
  readonly rest: readonly WrongCause[];
  /** Whether it is known what was signed. */
  readonly isOverKnown: boolean;
}

/** What the signature is under this key; nothing where the key did not make it. */
function explainUnder(
  key: OfficerKey,
  form: SignatureForm,
  messages: MessageIndex,
): Explained | undefined {
  const block = raiseSignature(key, form.bytes);
  if (block === undefined) return undefined;
  for (const opened of openBlock(block, key.bits)) {
    const how = describeMaking(opened);
    const found = findMessage(opened, messages);
    if (found !== undefined) {
      const rest = [...how(found.hashed), ...found.message.causes];
      return { form: form.causes, rest, isOverKnown: true };
    }
    const isSignature =
      opened.padding === 'pkcs1' ||
      opened.padding === 'pkcs1-bare' ||
      (opened.padding === 'pss' && opened.certain);
    if (!isSignature) continue;
    // A CMS signature is made over attributes of the message: that its digest is unknown says nothing.
    const isCms = form.causes.some(({ code }) => code === 'cms');
    const rest = [...how(looksHashed(opened)), ...(isCms ? [] : describeUnknown(opened))];
    return { form: form.causes, rest, isOverKnown: false };
  }
  return undefined;
}

/** Of something unknown without the name of a hash: whether it is as long as a SHA-256 digest. */
function looksHashed(opened: OpenedSignature): boolean {
  return opened.padding !== 'pkcs1-bare' || opened.content.length === SHA256.bytes;
}

function describeUnknown(opened: OpenedSignature): readonly WrongCause[] {
  if (opened.padding !== 'pkcs1') return [];
  const { hash, digest } = opened;
  return [makeCause('unknown-message', hash.name, Buffer.from(digest).toString('hex'))];
}

/** How the signature was made, apart from over what. */
function describeMaking(opened: OpenedSignature): (hashed: boolean) => readonly WrongCause[] {
  return (hashed) => {
    switch (opened.padding) {
      case 'pkcs1':
        return describeHash(opened.hash);
      case 'pss':
        return [makeCause('pss'), ...describeHash(opened.hash)];
      case 'pkcs1-bare':
        return [hashed ? makeCause('no-digest-info') : makeCause('not-hashed')];
      case 'none':
        return [makeCause('no-padding'), ...(hashed ? [] : [makeCause('not-hashed')])];
    }
  };
}

function describeHash(hash: HashFunction): readonly WrongCause[] {
  return hash === SHA256 ? [] : [makeCause('another-hash', hash.name)];
}

/** What the signature was made over, and whether it was hashed for it. */
function findMessage(
  opened: OpenedSignature,
  messages: MessageIndex,
): { readonly message: SignedMessage; readonly hashed: boolean } | undefined {
  const found = (message: SignedMessage | undefined, hashed: boolean) =>
    message && { message, hashed };
  switch (opened.padding) {
    case 'pkcs1':
      return found(messages.findByDigest(opened.hash, opened.digest), true);
    case 'pss':
      return found(messages.find(opened.isOver), true);
    default:
      return (
        found(messages.findByDigest(SHA256, opened.content), true) ??
        found(messages.findByContent(opened.content), false)
      );
  }
}

/** No key of the roster made it: what can be said is what the file looks like. */
function explainUnknown(file: Uint8Array, forms: readonly SignatureForm[]): readonly WrongCause[] {
  const guesses = new Set<WrongCauseCode>(['reversed', 'crlf-signature', 'trailing']);
  const likely = forms.filter(({ causes }) => !causes.some(({ code }) => guesses.has(code)));
  const decoded =
    likely.find(({ bytes }) => bytes.length === 256) ??
    likely.find(({ bytes }) => [128, 384, 512, 1024].includes(bytes.length));
  if (decoded !== undefined) {
    const bits = decoded.bytes.length * 8;
    const size = bits === 2048 ? [] : [makeCause('key-size', bits)];
    return [...decoded.causes, ...size, makeCause('unknown-key')];
  }
  const cms = forms.find(({ causes }) => causes.some(({ code }) => code === 'cms'));
  return cms?.causes ?? [makeCause('length', file.length)];
}

const NAMES_OF_SHAPES: Readonly<Partial<Record<KeyShape, string>>> = {
  certificate: 'a certificate',
  spki: 'a public key',
  'pkcs1-public': 'a public key',
  pkcs8: 'a private key',
  pkcs1: 'a private key',
  'encrypted-pkcs8': 'an encrypted private key',
};

/** What the file is instead of a signature. */
function describeFile(token: Uint8Array, file: Uint8Array): string | undefined {
  if (Buffer.compare(token, file) === 0) return 'the token itself';
  if (Buffer.compare(hashWith(SHA256, token), file) === 0) return "the token's SHA-256 digest";
  const block = readPemBlock(file);
  if (block !== undefined && /KEY|CERTIFICATE/.test(block.label)) {
    return `a PEM ${block.label.toLowerCase()}`;
  }
  const element = readElement(file);
  const shape = element && NAMES_OF_SHAPES[shapeOf(element)];
  if (shape !== undefined) return shape;
  if (/^\s*(#.*\n\s*)*Multi Token File Path/.test(Buffer.from(file).toString('latin1'))) {
    return 'an approval file';
  }
  return undefined;
}
