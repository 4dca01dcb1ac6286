/**
 * Why a signature is wrong. An HSM says `RET_MXN_AUTH_FAILED` and no more; here the signature is
 * opened under every key of the roster and compared with all that an officer may have signed by
 * mistake.
 */

import { uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../crypto-provider.ts';
import { findKeyFlaws, isQuorumKey, QUORUM_KEY_BITS } from '../token/quorum-key.ts';
import type { Base64Problem } from '../token/sdk5/base64.ts';
import { canonicalUserName } from '../token/user-name.ts';
import { isSignatureOfDigest, type OfficerKey } from './officer-key.ts';
import { keysOfOfficer, type Roster } from './roster.ts';
import type { WrongCause, WrongCauseCode } from './wrong-signature/cause.ts';
import { findForms, type SignatureForm } from './wrong-signature/forms.ts';
import { type HashFunction, SHA256 } from './wrong-signature/hashes.ts';
import { findInstead } from './wrong-signature/instead.ts';
import { MessageIndex, type SignedTarget } from './wrong-signature/messages.ts';
import type { NearbyFile } from './wrong-signature/nearby.ts';
import { type OpenedSignature, openBlock } from './wrong-signature/open-signature.ts';
import type { SignedMessage } from './wrong-signature/signed-message.ts';

export type {
  CauseValues,
  FoundInstead,
  WrongCause,
  WrongCauseCode,
} from './wrong-signature/cause.ts';
export type { NearbyFile } from './wrong-signature/nearby.ts';

/** What is known of a signature. */
export type SignatureCase = TokenCase | DigestCase;

/** A signature over something that is there. */
export interface TokenCase extends CaseParts {
  /** What should have been signed: the whole multi token file, or what stands for it in JSON. */
  readonly token: Uint8Array;
}

/** A signature over something of which the digest alone is known. */
export interface DigestCase extends CaseParts {
  /** SHA-256 of what should have been signed, 32 bytes. */
  readonly digest: Uint8Array;
}

interface CaseParts {
  /** Names under which the token is known, for what was signed may hold them. */
  readonly tokenPaths: readonly string[];
  /** The signature file, whole. */
  readonly signature: Uint8Array;
  /** What keeps the text that the signature was made of from being base64. */
  readonly malformed?: Base64Problem;
  /** Where it stands, if no tool looks for one there. */
  readonly misplaced?: { readonly path: string; readonly belongs: string };
  /** Whose signature it is said to be, in letters of either case; missing where nobody says. */
  readonly officer?: string;
  readonly roster: Roster;
  /** Other files that may have been signed: those beside the token and the signature. */
  readonly nearby: readonly NearbyFile[];
  /** The JSON file in which what should have been signed stands: as it is, and as it was. */
  readonly enclosing?: readonly Uint8Array[];
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
  readonly fixed: Uint8Array | undefined;
}

/**
 * Tells why a signature is wrong.
 *
 * @param crypto hashes, and applies public keys
 * @returns undefined where it is right: exactly one RSASSA-PKCS1-v1_5 signature with SHA-256 over the
 * token, by a key of 2048 bits that the officer has in the roster; of nobody's, that any officer has
 * @example
 * const given = { token, tokenPaths: [], signature, officer: 'officer2', roster, nearby: [] };
 * const wrong = explainSignature(given, nodeCrypto);
 * wrong?.causes.map(({ code }) => code); // ['another-officer']
 */
export function explainSignature(
  given: SignatureCase,
  crypto: CryptoProvider,
): WrongSignature | undefined {
  const { malformed, misplaced, ...bare } = given;
  const found: WrongCause[] = [
    ...(misplaced === undefined ? [] : [{ code: 'misplaced-signature' as const, ...misplaced }]),
    ...(malformed === undefined ? [] : [{ code: MALFORMED[malformed] }]),
  ];
  if (malformed === 'none') return wrong(found);
  const name = findSigner(bare, canonicalName(given.officer), crypto);
  if (name === undefined) return join(found, explainWrongSignature(bare, crypto));
  return found.length === 0 ? undefined : wrong(found, name, given.signature);
}

/** What keeps a signature from being read, and what is wrong besides. */
function join(found: readonly WrongCause[], rest: WrongSignature): WrongSignature {
  const [first = rest.causes[0], ...others] = [...found, ...rest.causes];
  return { ...rest, causes: [first, ...others] };
}

const MALFORMED = {
  blanks: 'base64-blanks',
  'url-alphabet': 'base64-url',
  hex: 'hex-text',
  none: 'not-base64',
} as const satisfies Record<Base64Problem, WrongCauseCode>;

/** As {@link explainSignature}, of a signature that is known to be wrong. */
export function explainWrongSignature(
  given: SignatureCase,
  crypto: CryptoProvider,
): WrongSignature {
  const { signature, roster } = given;
  const target = targetOf(given, crypto);
  const officer = canonicalName(given.officer);
  if (signature.length === 0) return wrong([{ code: 'empty' }]);
  const instead = findInstead(target, signature);
  if (instead !== undefined) return wrong([{ code: 'no-signature', ...instead }]);
  const flaw = findKeyFlaw(roster, officer);
  if (flaw !== undefined) return wrong([flaw]);
  const forms = findForms(signature);
  const messages = new MessageIndex(target, given.nearby, crypto);
  for (const form of forms) {
    for (const { name, key } of keysOf(roster, officer)) {
      const found = explainUnder(key, form, messages, crypto);
      if (found === undefined) continue;
      const causes = [...found.form, ...findKeyCauses(name, officer, key), ...found.rest];
      const isRightInside = found.isOverKnown && causes.length === form.causes.length;
      return wrong(causes, name, isRightInside ? form.bytes : undefined);
    }
  }
  return wrong(explainUnknown(signature, forms));
}

function targetOf(given: SignatureCase, crypto: CryptoProvider): SignedTarget {
  const { tokenPaths: paths, enclosing = [] } = given;
  const bytes = 'token' in given ? given.token : undefined;
  return { digest: digestOf(given, crypto), bytes, paths, enclosing };
}

function digestOf(given: SignatureCase, { sha256 }: CryptoProvider): Uint8Array {
  return 'token' in given ? sha256(given.token) : given.digest;
}

/** A name as the roster has it; what is no user name stays as it is, and is nobody's. */
function canonicalName(name: string | undefined): string | undefined {
  return name === undefined ? undefined : (canonicalUserName(name) ?? name);
}

/**
 * The officer of the roster whose right signature of the token it is.
 *
 * @param officer the only one who may have made it; where it is missing, any
 */
export function findSigner(
  given: SignatureCase,
  officer: string | undefined,
  crypto: CryptoProvider,
): string | undefined {
  const { signature, roster } = given;
  const digest = digestOf(given, crypto);
  return keysOf(roster, officer).find(
    ({ name, key }) =>
      (officer === undefined || name === officer) &&
      isQuorumKey(key.numbers) &&
      isSignatureOfDigest(key, digest, signature, crypto),
  )?.name;
}

interface NamedKey {
  readonly name: string;
  readonly key: OfficerKey;
}

/** Whatever the signature: under the officer's own key it would prove nothing. */
function findKeyFlaw(roster: Roster, officer: string | undefined): WrongCause | undefined {
  const own = roster.officers.find(({ name }) => name === officer)?.key;
  const [problem] = own === undefined ? [] : findKeyFlaws(own.numbers);
  return problem && { code: 'key-flaw', problem };
}

/** The keys to try, the officer's own first; under a flawed one, anybody could have made it. */
function keysOf(roster: Roster, officer: string | undefined): readonly NamedKey[] {
  const keys = roster.officers.flatMap((one) =>
    keysOfOfficer(one)
      .filter(({ numbers }) => findKeyFlaws(numbers).length === 0)
      .map((key) => ({ name: one.name, key })),
  );
  return [
    ...keys.filter(({ name }) => name === officer),
    ...keys.filter(({ name }) => name !== officer),
  ];
}

function wrong(causes: readonly WrongCause[], signer?: string, fixed?: Uint8Array): WrongSignature {
  const [first = { code: 'unknown-key' }, ...others] = causes;
  return { causes: [first, ...others], signer, fixed };
}

function findKeyCauses(
  name: string,
  officer: string | undefined,
  { bits }: OfficerKey,
): readonly WrongCause[] {
  const isAnothers = officer !== undefined && name !== officer;
  return [
    ...(isAnothers ? [{ code: 'another-officer' as const, made: name, claimed: officer }] : []),
    ...(bits === QUORUM_KEY_BITS ? [] : [{ code: 'key-size' as const, bits }]),
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
  crypto: CryptoProvider,
): Explained | undefined {
  const block = crypto.publicOperation(key.numbers, form.bytes);
  if (block === undefined) return undefined;
  for (const opened of openBlock(block, key.bits, crypto)) {
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
  return [{ code: 'unknown-message', hash: hash.name, digest: uint8ArrayToHex(digest) }];
}

/** How the signature was made, apart from over what. */
function describeMaking(opened: OpenedSignature): (hashed: boolean) => readonly WrongCause[] {
  return (hashed) => {
    switch (opened.padding) {
      case 'pkcs1':
        return describeHash(opened.hash);
      case 'pss':
        return [{ code: 'pss' }, ...describeHash(opened.hash)];
      case 'pkcs1-bare':
        return [{ code: hashed ? 'no-digest-info' : 'not-hashed' }];
      case 'none':
        return [{ code: 'no-padding' }, ...(hashed ? [] : [{ code: 'not-hashed' as const }])];
    }
  };
}

function describeHash(hash: HashFunction): readonly WrongCause[] {
  return hash === SHA256 ? [] : [{ code: 'another-hash', hash: hash.name }];
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
      return found(messages.findByHash(opened.hash, opened.isOver), true);
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
    const size = bits === QUORUM_KEY_BITS ? [] : [{ code: 'key-size' as const, bits }];
    return [...decoded.causes, ...size, { code: 'unknown-key' }];
  }
  const cms = forms.find(({ causes }) => causes.some(({ code }) => code === 'cms'));
  return cms?.causes ?? [{ code: 'length', bytes: file.length }];
}
