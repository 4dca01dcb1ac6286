import type { DerElement } from '../encodings/der.ts';
import { bytesTakenByDerReader, readKnownDer } from '../encodings/der-search.ts';
import { shapeOf } from '../encodings/key-shape.ts';
import { type BrokenPemBlock, type PemBlock, PemSearch } from '../encodings/pem.ts';
import { isKnownLabel, type KeyType } from '../encodings/pem-labels.ts';
import type { Container, PassphraseReader } from '../passphrase.ts';
import { KEY_CONTAINERS } from './index.ts';
import type { KeyContainer, OpenedKey, Opening, OpeningTools } from './key-container.ts';
import { type Refusal, refuseShape } from './key-refusal.ts';
import { Workload } from './key-work.ts';

/** Most bits of an RSA or DSA key: OpenSSL's limit for public keys (OPENSSL_RSA_MAX_MODULUS_BITS). */
const MOST_BITS = 16_384;

/** Finds the first private key in a file's bytes, wherever OpenSSL 3 would find it. */
export class KeySearch {
  /** Why what was found gave no key. */
  readonly refusals: Refusal[] = [];
  readonly #ask: PassphraseReader;
  readonly #all: boolean;
  /** What OpenSSL does not open: opened only where the file holds no key that it opens. */
  readonly #deferred: (() => Promise<OpenedKey | undefined>)[] = [];
  readonly #workload = new Workload();
  #passphrase: Uint8Array | undefined;

  /** @param formats `openssl`: only what OpenSSL 3 opens with its default provider */
  constructor(ask: PassphraseReader, formats: 'all' | 'openssl') {
    this.#ask = ask;
    this.#all = formats === 'all';
  }

  async run(bytes: Buffer): Promise<OpenedKey | undefined> {
    const found = await this.#search(bytes);
    if (found !== undefined) return found;
    for (const openDeferred of this.#deferred) {
      const key = await openDeferred();
      if (key !== undefined) return key;
    }
    return undefined;
  }

  /**
   * OpenSSL's loader: at each place first the next PEM block, then what may start right there, DER and
   * Microsoft's formats; when neither gives a key, it goes on where it stopped reading. A PEM block of
   * a known kind hides all that stands before it.
   */
  async #search(bytes: Buffer): Promise<OpenedKey | undefined> {
    const search = new PemSearch(bytes);
    for (let position = 0; position < bytes.length; ) {
      const block = search.find(position);
      const found = block && (await this.#openBlock(block));
      if (found !== undefined) return found;
      if (block !== undefined && 'data' in block && isKnownLabel(block.label)) {
        position = block.end;
        continue;
      }
      const rest = bytes.subarray(position);
      const binary = await this.#openBinary(rest);
      if (binary !== undefined) return binary;
      position += bytesTakenByDerReader(rest);
    }
    return undefined;
  }

  async #openBlock(block: PemBlock | BrokenPemBlock): Promise<OpenedKey | undefined> {
    if (!('data' in block)) {
      this.refusals.push({ why: 'key-block-broken', label: block.label, ...block.broken });
      return undefined;
    }
    const container = KEY_CONTAINERS.pem.find(({ is }) => is(block));
    if (container !== undefined) return this.#open(container, block);
    this.refusals.push(refuseShape(block.label.includes('CERTIFICATE') ? 'certificate' : 'other'));
    return undefined;
  }

  async #openBinary(rest: Buffer): Promise<OpenedKey | undefined> {
    const container = KEY_CONTAINERS.bytes.find(({ is }) => is(rest));
    if (container !== undefined) return this.#open(container, rest);
    const der = readKnownDer(rest);
    return der && this.#openDer(der.element, 'any');
  }

  async #openDer(element: DerElement, type: KeyType): Promise<OpenedKey | undefined> {
    const piece = { element, type, shape: shapeOf(element) };
    const container = KEY_CONTAINERS.der.find(({ is }) => is(piece));
    if (container !== undefined) return this.#open(container, piece);
    this.refusals.push(refuseShape(piece.shape));
    return undefined;
  }

  async #open<Piece>(
    { code, open, openssl, passphrase }: KeyContainer<Piece>,
    piece: Piece,
  ): Promise<OpenedKey | undefined> {
    const tools: OpeningTools = {
      legacy: this.#all,
      workload: this.#workload,
      ask: () => this.#getPassphrase(passphrase),
    };
    const openNow = async () => this.#accept(await open(piece, tools));
    if (openssl === 'opens') return openNow();
    if (this.#all) {
      this.#deferred.push(openNow);
      return undefined;
    }
    if (openssl === 'refuses') await this.#getPassphrase(passphrase);
    const because = openssl === 'refuses' ? 'encryption' : 'format';
    this.refusals.push({ why: 'key-not-for-openssl', container: code, because });
    return undefined;
  }

  async #accept(opening: Opening): Promise<OpenedKey | undefined> {
    if (opening === undefined) return undefined;
    if ('key' in opening) return this.#acceptKey(opening);
    if ('inside' in opening) return this.#openDer(opening.inside, opening.type);
    this.refusals.push(opening);
    return undefined;
  }

  #acceptKey(opened: OpenedKey): OpenedKey | undefined {
    const bits = opened.key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits <= MOST_BITS) return opened;
    this.refusals.push({ why: 'key-too-large', bits, limit: MOST_BITS });
    return undefined;
  }

  async #getPassphrase(container: Container = 'key'): Promise<Uint8Array> {
    if (this.#passphrase === undefined) {
      const given = await this.#ask(container);
      this.#passphrase = typeof given === 'string' ? Buffer.from(given) : given;
    }
    return this.#passphrase;
  }
}
