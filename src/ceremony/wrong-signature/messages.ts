/**
 * What an officer may have signed instead of the token: each candidate with what it means.
 */

import { concatUint8Arrays, uint8ArrayToBase64, uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { decodeLatin1, encodeLatin1 } from '../../latin1.ts';
import { RECORD_BYTES, splitRecords } from '../../token/record.ts';
import { listDigestForms, withLineEnds } from './digest-forms.ts';
import { type HashFunction, hashWith, SHA256 } from './hashes.ts';
import { listNearbyMessages, type NearbyFile } from './nearby.ts';
import type { SignedMessage } from './signed-message.ts';

/** What should have been signed. */
export interface SignedTarget {
  /** SHA-256, 32 bytes. */
  readonly digest: Uint8Array;
  /** Missing where the digest alone is known. */
  readonly bytes: Uint8Array | undefined;
  /** Names under which people have it; digests written as text may hold them. */
  readonly paths: readonly string[];
  /** The file in which it stands, as it is and as it was; none where it is a file itself. */
  readonly enclosing: readonly Uint8Array[];
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

  constructor(target: SignedTarget, nearby: readonly NearbyFile[], crypto: CryptoProvider) {
    this.#messages = [...findMessages(target, nearby, crypto)];
    this.#crypto = crypto;
  }

  /** The message with that digest. */
  findByDigest(hash: HashFunction, digest: Uint8Array): SignedMessage | undefined {
    let index = this.#byDigest.get(hash);
    if (index === undefined) {
      index = indexBy(this.#messages, (message) => {
        const made = this.#digestOf(message, hash);
        return made && decodeLatin1(made);
      });
      this.#byDigest.set(hash, index);
    }
    return index.get(decodeLatin1(digest));
  }

  /** The message that equals the bytes, but for zeros at its beginning, which raw RSA loses. */
  findByContent(content: Uint8Array): SignedMessage | undefined {
    if (content.length === 0) return undefined;
    this.#byContent ??= indexBy(this.#messages, (message) =>
      'bytes' in message ? keyWithoutZeros(message.bytes) : undefined,
    );
    return this.#byContent.get(keyWithoutZeros(content));
  }

  /** The message whose digest fits. */
  findByHash(hash: HashFunction, fits: (digest: Uint8Array) => boolean): SignedMessage | undefined {
    return this.#messages.find((message) => {
      const digest = this.#digestOf(message, hash);
      return digest !== undefined && fits(digest);
    });
  }

  #digestOf(message: SignedMessage, hash: HashFunction): Uint8Array | undefined {
    if ('bytes' in message) return hashWith(this.#crypto, hash, message.bytes);
    return hash === SHA256 ? message.digest : undefined;
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
  { bytes: token, digest, paths, enclosing }: SignedTarget,
  nearby: readonly NearbyFile[],
  crypto: CryptoProvider,
): Generator<SignedMessage> {
  yield { ...(token === undefined ? { digest } : { bytes: token }), causes: [] };
  yield* listDigestForms(digest, paths, []);
  if (token !== undefined) {
    yield* damagedCopies(token);
    yield* partsOf(token);
  }
  yield { bytes: new Uint8Array(), causes: [{ code: 'nothing-signed' }] };
  const [path = '-'] = paths;
  for (const bytes of enclosing) yield { bytes, causes: [{ code: 'json-file', path }] };
  for (const file of nearby) yield* listNearbyMessages(file, digest, crypto);
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
