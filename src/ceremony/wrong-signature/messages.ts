/**
 * What an officer may have signed instead of the token: each candidate with what it means.
 */

import {
  areUint8ArraysEqual,
  concatUint8Arrays,
  uint8ArrayToBase64,
  uint8ArrayToHex,
} from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { isFailure } from '../../failure.ts';
import { decodeLatin1, encodeLatin1 } from '../../latin1.ts';
import { decodeTokens, RECORD_BYTES, splitRecords } from '../../token/record.ts';
import type { WrongCause } from './cause.ts';
import { type HashFunction, hashWith } from './hashes.ts';

/** A file near the token: it may be what was signed. */
export interface NearbyFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Something that may have been signed. */
export interface SignedMessage {
  readonly bytes: Uint8Array;
  /** Empty for the token itself. */
  readonly causes: readonly WrongCause[];
}

/**
 * All candidates, the likeliest first, to be found by what a signature has in it. Each is hashed once
 * with each hash function that is asked for, however many keys are tried.
 */
export class MessageIndex {
  readonly #messages: readonly SignedMessage[];
  readonly #crypto: CryptoProvider;
  readonly #byDigest = new Map<HashFunction, ReadonlyMap<string, SignedMessage>>();
  #byContent: ReadonlyMap<string, SignedMessage> | undefined;

  /**
   * @param token what should have been signed
   * @param tokenPaths names under which people have the token; digests written as text may hold them
   */
  constructor(
    token: Uint8Array,
    tokenPaths: readonly string[],
    nearby: readonly NearbyFile[],
    crypto: CryptoProvider,
  ) {
    this.#messages = [...findMessages(token, tokenPaths, nearby, crypto)];
    this.#crypto = crypto;
  }

  /** The message with that digest. */
  findByDigest(hash: HashFunction, digest: Uint8Array): SignedMessage | undefined {
    let index = this.#byDigest.get(hash);
    if (index === undefined) {
      index = indexBy(this.#messages, ({ bytes }) => {
        const made = hashWith(this.#crypto, hash, bytes);
        return made && decodeLatin1(made);
      });
      this.#byDigest.set(hash, index);
    }
    return index.get(decodeLatin1(digest));
  }

  /** The message that equals the bytes, but for zeros at its beginning, which raw RSA loses. */
  findByContent(content: Uint8Array): SignedMessage | undefined {
    if (content.length === 0) return undefined;
    this.#byContent ??= indexBy(this.#messages, ({ bytes }) => keyWithoutZeros(bytes));
    return this.#byContent.get(keyWithoutZeros(content));
  }

  find(matches: (message: Uint8Array) => boolean): SignedMessage | undefined {
    return this.#messages.find(({ bytes }) => matches(bytes));
  }
}

/** Of messages with the same key the first, which is the likeliest, stays. */
function indexBy(
  messages: readonly SignedMessage[],
  keyOfMessage: (message: SignedMessage) => string | undefined,
): ReadonlyMap<string, SignedMessage> {
  const index = new Map<string, SignedMessage>();
  for (const message of messages.toReversed()) {
    const key = keyOfMessage(message);
    if (key !== undefined) index.set(key, message);
  }
  return index;
}

function keyWithoutZeros(bytes: Uint8Array): string {
  return decodeLatin1(bytes).replace(/^\0+/, '');
}

function* findMessages(
  token: Uint8Array,
  tokenPaths: readonly string[],
  nearby: readonly NearbyFile[],
  crypto: CryptoProvider,
): Generator<SignedMessage> {
  yield { bytes: token, causes: [] };
  yield* digestsOf(token, tokenPaths, [], crypto);
  yield* damagedCopies(token);
  yield* partsOf(token);
  yield { bytes: new Uint8Array(), causes: [{ code: 'nothing-signed' }] };
  for (const { path, bytes } of nearby) {
    if (areUint8ArraysEqual(bytes, token)) continue;
    const cause: WrongCause = { code: isToken(bytes) ? 'another-token' : 'another-file', path };
    yield { bytes, causes: [cause] };
    if (isToken(bytes)) yield* digestsOf(bytes, [path], [cause], crypto);
  }
}

function* digestsOf(
  token: Uint8Array,
  paths: readonly string[],
  causes: readonly WrongCause[],
  { sha256 }: CryptoProvider,
): Generator<SignedMessage> {
  const digest = sha256(token);
  yield { bytes: digest, causes: [...causes, { code: 'hashed-twice' }] };
  const hex = uint8ArrayToHex(digest);
  const names = new Set(paths.flatMap((path) => [path, path.replace(/^.*\//, '')]));
  const lines = [
    hex,
    hex.toUpperCase(),
    uint8ArrayToBase64(digest),
    `${hex}  -`,
    `SHA2-256(stdin)= ${hex}`,
    `(stdin)= ${hex}`,
    ...[...names].flatMap((name) => [
      `${hex}  ${name}`,
      `${hex} *${name}`,
      `SHA2-256(${name})= ${hex}`,
      `SHA256(${name})= ${hex}`,
    ]),
  ];
  for (const bytes of lines.flatMap(withLineEnds)) {
    yield { bytes, causes: [...causes, { code: 'digest-text' }] };
  }
}

function* damagedCopies(token: Uint8Array): Generator<SignedMessage> {
  const text = decodeLatin1(token);
  const made = (bytes: string, code: 'crlf-token' | 'lf-token' | 'newline'): SignedMessage => ({
    bytes: encodeLatin1(bytes),
    causes: [{ code }],
  });
  // Two tools: one that looks at each LF, one that leaves what is CR LF already.
  yield made(text.replaceAll('\n', '\r\n'), 'crlf-token');
  yield made(text.replace(/(?<!\r)\n/g, '\r\n'), 'crlf-token');
  yield made(text.replaceAll('\r\n', '\n'), 'lf-token');
  yield made(text.replaceAll('\r', ''), 'lf-token');
  yield made(`${text}\n`, 'newline');
  yield made(`${text}\r\n`, 'newline');
  yield made(`${text.replaceAll('\n', '\r\n')}\r\n`, 'crlf-token');
  const utf8 = new TextEncoder();
  const asUtf8 = new TextDecoder('utf-8', { ignoreBOM: true }).decode(token);
  yield { bytes: utf8.encode(text), causes: [{ code: 'utf8-token' }] };
  yield { bytes: utf8.encode(asUtf8), causes: [{ code: 'utf8-token' }] };
  for (const [as, written] of writtenAsText(token)) {
    for (const bytes of withLineEnds(written)) {
      yield { bytes, causes: [{ code: 'token-text', as }] };
    }
  }
}

function writtenAsText(token: Uint8Array): readonly (readonly ['base64' | 'hex', string])[] {
  const base64 = uint8ArrayToBase64(token);
  const hex = uint8ArrayToHex(token);
  return [
    ['base64', base64],
    ['base64', (base64.match(/.{1,64}/g) ?? []).join('\n')],
    ['base64', (base64.match(/.{1,76}/g) ?? []).join('\n')],
    ['hex', hex],
    ['hex', (hex.match(/.{1,60}/g) ?? []).join('\n')],
  ];
}

function* partsOf(token: Uint8Array): Generator<SignedMessage> {
  const records = splitRecords(token);
  if (records.length < 2 || token.length % RECORD_BYTES !== 0) return;
  for (const [at, bytes] of records.entries()) {
    yield { bytes, causes: [{ code: 'one-record', record: at + 1, records: records.length }] };
  }
  for (const order of ordersOf(records)) {
    yield { bytes: concatUint8Arrays([...order]), causes: [{ code: 'record-order' }] };
  }
}

/** All other orders of a few records; of many, only the reverse. */
function ordersOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length > 5) return [items.toReversed()];
  const orders = (rest: readonly T[]): readonly (readonly T[])[] =>
    rest.length < 2
      ? [rest]
      : rest.flatMap((first, at) =>
          orders(rest.toSpliced(at, 1)).map((others) => [first, ...others]),
        );
  return orders(items).slice(1);
}

function withLineEnds(text: string): readonly Uint8Array[] {
  return ['', '\n', '\r\n'].map((end) => encodeLatin1(text + end));
}

function isToken(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  try {
    decodeTokens(bytes);
    return true;
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}
