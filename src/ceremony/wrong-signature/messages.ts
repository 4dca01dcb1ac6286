/**
 * What an officer may have signed instead of the token: each candidate with what it means.
 */

import { isFailure } from '../../failure.ts';
import { decodeTokens, RECORD_BYTES, splitRecords } from '../../token/record.ts';
import { makeCause, type WrongCause } from './cause.ts';
import { type HashFunction, hashWith, SHA256 } from './hashes.ts';

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
  readonly #byDigest = new Map<HashFunction, ReadonlyMap<string, SignedMessage>>();
  #byContent: ReadonlyMap<string, SignedMessage> | undefined;

  /**
   * @param token what should have been signed
   * @param tokenPaths names under which people have the token; digests written as text may hold them
   */
  constructor(token: Uint8Array, tokenPaths: readonly string[], nearby: readonly NearbyFile[]) {
    this.#messages = [...findMessages(token, tokenPaths, nearby)];
  }

  /** The message with that digest. */
  findByDigest(hash: HashFunction, digest: Uint8Array): SignedMessage | undefined {
    let index = this.#byDigest.get(hash);
    if (index === undefined) {
      index = indexBy(this.#messages, ({ bytes }) => keyOf(hashWith(hash, bytes)));
      this.#byDigest.set(hash, index);
    }
    return index.get(keyOf(digest));
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
  keyOfMessage: (message: SignedMessage) => string,
): ReadonlyMap<string, SignedMessage> {
  return new Map(messages.toReversed().map((message) => [keyOfMessage(message), message]));
}

function keyOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function keyWithoutZeros(bytes: Uint8Array): string {
  return keyOf(bytes).replace(/^\0+/, '');
}

function* findMessages(
  token: Uint8Array,
  tokenPaths: readonly string[],
  nearby: readonly NearbyFile[],
): Generator<SignedMessage> {
  yield { bytes: token, causes: [] };
  yield* digestsOf(token, tokenPaths, []);
  yield* damagedCopies(token);
  yield* partsOf(token);
  yield { bytes: new Uint8Array(), causes: [makeCause('nothing-signed')] };
  for (const { path, bytes } of nearby) {
    if (Buffer.compare(bytes, token) === 0) continue;
    const cause = isToken(bytes)
      ? makeCause('another-token', path)
      : makeCause('another-file', path);
    yield { bytes, causes: [cause] };
    if (isToken(bytes)) yield* digestsOf(bytes, [path], [cause]);
  }
}

function* digestsOf(
  token: Uint8Array,
  paths: readonly string[],
  causes: readonly WrongCause[],
): Generator<SignedMessage> {
  const digest = hashWith(SHA256, token);
  yield { bytes: digest, causes: [...causes, makeCause('hashed-twice')] };
  const hex = digest.toString('hex');
  const names = new Set(paths.flatMap((path) => [path, path.replace(/^.*\//, '')]));
  const lines = [
    hex,
    hex.toUpperCase(),
    digest.toString('base64'),
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
    yield { bytes, causes: [...causes, makeCause('digest-text')] };
  }
}

function* damagedCopies(token: Uint8Array): Generator<SignedMessage> {
  const text = Buffer.from(token).toString('latin1');
  const made = (bytes: string, cause: WrongCause): SignedMessage => ({
    bytes: Buffer.from(bytes, 'latin1'),
    causes: [cause],
  });
  // Two tools: one that looks at each LF, one that leaves what is CR LF already.
  yield made(text.replaceAll('\n', '\r\n'), makeCause('crlf-token'));
  yield made(text.replace(/(?<!\r)\n/g, '\r\n'), makeCause('crlf-token'));
  yield made(text.replaceAll('\r\n', '\n'), makeCause('lf-token'));
  yield made(text.replaceAll('\r', ''), makeCause('lf-token'));
  yield made(`${text}\n`, makeCause('newline'));
  yield made(`${text}\r\n`, makeCause('newline'));
  yield made(`${text.replaceAll('\n', '\r\n')}\r\n`, makeCause('crlf-token'));
  yield { bytes: Buffer.from(text, 'utf8'), causes: [makeCause('utf8-token')] };
  yield {
    bytes: Buffer.from(Buffer.from(token).toString('utf8')),
    causes: [makeCause('utf8-token')],
  };
  for (const [how, written] of writtenAsText(token)) {
    for (const bytes of withLineEnds(written)) {
      yield { bytes, causes: [makeCause('token-text', how)] };
    }
  }
}

function writtenAsText(token: Uint8Array): readonly (readonly [string, string])[] {
  const buffer = Buffer.from(token);
  const base64 = buffer.toString('base64');
  return [
    ['base64', base64],
    ['base64', (base64.match(/.{1,64}/g) ?? []).join('\n')],
    ['base64', (base64.match(/.{1,76}/g) ?? []).join('\n')],
    ['hexadecimal', buffer.toString('hex')],
    ['hexadecimal', (buffer.toString('hex').match(/.{1,60}/g) ?? []).join('\n')],
  ];
}

function* partsOf(token: Uint8Array): Generator<SignedMessage> {
  const records = splitRecords(token);
  if (records.length < 2 || token.length % RECORD_BYTES !== 0) return;
  for (const [at, bytes] of records.entries()) {
    yield { bytes, causes: [makeCause('one-record', at + 1, records.length)] };
  }
  for (const order of ordersOf(records)) {
    yield { bytes: Buffer.concat(order), causes: [makeCause('record-order')] };
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

function withLineEnds(text: string): readonly Buffer[] {
  return ['', '\n', '\r\n'].map((end) => Buffer.from(text + end, 'latin1'));
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
