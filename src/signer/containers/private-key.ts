/**
 * Private keys in files: finds the first one in a file's bytes, wherever OpenSSL 3 would find it, and
 * hands it to node:crypto. What OpenSSL 3 refuses and officers have all the same (old encryptions,
 * PKCS#12 from old tools, OpenSSH's format) is opened by code that is loaded only then.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { CommandFailure } from '../../command-failure.ts';
import { escapeUnsafe } from '../../printable.ts';
import { type DerElement, readSized } from '../encodings/der.ts';
import { bytesTakenByDerReader, readKnownDer } from '../encodings/der-search.ts';
import { type BrokenPemBlock, type PemBlock, PemSearch } from '../encodings/pem.ts';
import { isKnownLabel, type KeyType, keyTypeOf } from '../encodings/pem-labels.ts';
import { createKeySigner } from '../key-signer.ts';
import type { Container, PassphraseReader } from '../passphrase.ts';
import type { Signer } from '../signer.ts';
import { decryptPem, readPemEncryption } from './encrypted-pem.ts';
import { schemeOf } from './encryption-scheme.ts';
import { describeRefusal, type Refusal } from './key-refusal.ts';
import { shapeOf, unwrapX500Key } from './key-shape.ts';

export interface OpenKeyOptions {
  /** The file's name, for messages. */
  readonly name: string;
  /** Asked when the key turns out to be encrypted, once. Without it such a key is refused. */
  readonly passphrase?: PassphraseReader;
  /** `openssl`: only what OpenSSL 3 opens with its default provider. Default: `all`. */
  readonly formats?: 'all' | 'openssl';
}

/** A private key of any kind. */
export interface OpenedKey {
  readonly key: KeyObject;
  /** Set where OpenSSL 3 would refuse the file's encryption: the name of that. */
  readonly outdated?: string;
}

/**
 * Opens an RSA private key: PKCS#1, PKCS#8 and PKCS#12, PEM and DER, encrypted too, OpenSSH's format,
 * Microsoft's PVK and BLOB.
 *
 * @param bytes the whole file
 * @returns a signer that checks each signature against the public half before it hands it out
 * @throws Failure of kind `key` where there is no private key in it, where it is not RSA, or where
 *   the pass phrase is missing or wrong
 * @example
 * const signer = await openPrivateKey(await readFile('officer1.key'), {
 *   name: 'officer1.key',
 *   passphrase: () => Buffer.from('correct horse'),
 * });
 */
export async function openPrivateKey(bytes: Uint8Array, options: OpenKeyOptions): Promise<Signer> {
  const { key } = await readPrivateKey(bytes, options);
  return createKeySigner(key, options.name);
}

/**
 * Finds the first private key of any kind (RSA, RSA-PSS, EC, DSA, Ed25519 …) in a file's bytes.
 *
 * @throws Failure of kind `key`
 */
export async function readPrivateKey(
  bytes: Uint8Array,
  options: OpenKeyOptions,
): Promise<OpenedKey> {
  const found = await findPrivateKey(bytes, options);
  if ('key' in found) return found;
  throw describeRefusal(found, options.name);
}

/**
 * As {@link readPrivateKey}, but a file without a key is answered with what was found instead.
 *
 * @throws Failure of kind `key` where there is an encrypted key and no pass phrase for it
 */
export async function findPrivateKey(
  bytes: Uint8Array,
  options: OpenKeyOptions,
): Promise<OpenedKey | readonly Refusal[]> {
  const search = new KeySearch(options);
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (await search.run(source)) ?? search.refusals;
}

class KeySearch {
  readonly refusals: Refusal[] = [];
  readonly #name: string;
  readonly #ask: PassphraseReader | undefined;
  readonly #all: boolean;
  /** What OpenSSL refuses: opened only where the file holds no key that it reads. */
  readonly #deferred: (() => Promise<OpenedKey | Refusal>)[] = [];
  #passphrase: Uint8Array | undefined;

  constructor({ name, passphrase, formats = 'all' }: OpenKeyOptions) {
    this.#name = name;
    this.#ask = passphrase;
    this.#all = formats === 'all';
  }

  /**
   * OpenSSL's loader: at each place first the next PEM block, then what may start right there, DER and
   * Microsoft's formats; when neither gives a key, it goes on where it stopped reading. A PEM block of
   * a known kind hides all that stands before it.
   */
  async run(bytes: Buffer): Promise<OpenedKey | undefined> {
    const found = await this.#search(bytes);
    if (found !== undefined) return found;
    for (const openDeferred of this.#deferred) {
      const key = this.#accept(await openDeferred());
      if (key !== undefined) return key;
    }
    return undefined;
  }

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

  async #openBinary(rest: Buffer): Promise<OpenedKey | undefined> {
    if (looksLikeMicrosoft(rest)) {
      const { isEncryptedPvk, readMicrosoftKey } = await import('./microsoft-key.ts');
      if (!isEncryptedPvk(rest)) {
        const key = readMicrosoftKey(rest);
        return key && { key };
      }
      return this.#defer('legacy', 'pvk', async () => ({ why: 'unsupported', scheme: 'RC4' }));
    }
    const der = readKnownDer(rest);
    return der && this.#openDer(der.element, 'any');
  }

  async #openBlock(block: PemBlock | BrokenPemBlock): Promise<OpenedKey | undefined> {
    if (!('data' in block)) {
      this.refusals.push({ why: 'broken', label: block.label, reason: block.broken });
      return undefined;
    }
    if (block.label === 'OPENSSH PRIVATE KEY') {
      return this.#defer('openssh', undefined, async () => {
        const { openOpenSshKey } = await import('./openssh-key.ts');
        return openOpenSshKey(block.data, () => this.#getPassphrase());
      });
    }
    const type = keyTypeOf(block.label);
    if (type === undefined) {
      const shape = block.label.includes('CERTIFICATE') ? 'certificate' : 'other';
      this.refusals.push({ why: 'no-private-key', shape });
      return undefined;
    }
    const encryption = readPemEncryption(block.headers);
    switch (encryption.kind) {
      case 'malformed':
        this.refusals.push({ why: 'broken', label: block.label, reason: encryption.reason });
        return undefined;
      case 'unsupported':
        return this.#defer('legacy', 'key', async () => {
          const { openLegacyPem } = await import('./legacy-key.ts');
          return openLegacyPem(block, encryption.cipher, () => this.#getPassphrase());
        });
      case 'encrypted': {
        const plain = decryptPem(block.data, encryption.encryption, await this.#getPassphrase());
        const element = plain && readSized(plain)?.element;
        if (element === undefined) {
          this.refusals.push({ why: 'wrong-passphrase' });
          return undefined;
        }
        return this.#openDer(element, type);
      }
      case 'plain': {
        const element = readSized(block.data)?.element;
        if (element === undefined) {
          this.refusals.push({ why: 'broken', label: block.label, reason: 'its body is no DER' });
          return undefined;
        }
        return this.#openDer(element, type);
      }
    }
  }

  async #openDer(element: DerElement, type: KeyType): Promise<OpenedKey | undefined> {
    const shape = shapeOf(element);
    switch (shape) {
      case 'pkcs8': {
        const inner = unwrapX500Key(element);
        return inner === undefined
          ? this.#createKey(element.whole, 'pkcs8')
          : this.#createKey(inner, 'pkcs1');
      }
      case 'pkcs1':
        return type === 'any' || type === 'rsa'
          ? this.#createKey(element.whole, 'pkcs1')
          : undefined;
      case 'sec1':
        return type === 'any' || type === 'ec' ? this.#createKey(element.whole, 'sec1') : undefined;
      case 'dsa':
        return type === 'any' || type === 'dsa' ? this.#createDsaKey(element.whole) : undefined;
      case 'encrypted-pkcs8':
        return this.#openEncrypted(element);
      case 'pkcs12':
        return type === 'any' ? this.#openPkcs12(element) : undefined;
      default:
        this.refusals.push({ why: 'no-private-key', shape });
        return undefined;
    }
  }

  #createKey(key: Buffer, type: 'pkcs8' | 'pkcs1' | 'sec1'): OpenedKey | undefined {
    try {
      return { key: createPrivateKey({ key, format: 'der', type }) };
    } catch {
      this.refusals.push({ why: 'damaged' });
      return undefined;
    }
  }

  #createDsaKey(der: Buffer): OpenedKey | undefined {
    const body = der.toString('base64').replace(/.{64}/g, '$&\n');
    const pem = `-----BEGIN DSA PRIVATE KEY-----\n${body}\n-----END DSA PRIVATE KEY-----\n`;
    try {
      return { key: createPrivateKey(pem) };
    } catch {
      this.refusals.push({ why: 'damaged' });
      return undefined;
    }
  }

  async #openEncrypted(element: DerElement): Promise<OpenedKey | undefined> {
    if (schemeOf(element).isLegacy) {
      return this.#defer('legacy', 'key', async () => {
        const { openLegacyPkcs8 } = await import('./legacy-key.ts');
        return openLegacyPkcs8(element, () => this.#getPassphrase());
      });
    }
    const passphrase = Buffer.from(await this.#getPassphrase());
    try {
      return {
        key: createPrivateKey({ key: element.whole, format: 'der', type: 'pkcs8', passphrase }),
      };
    } catch {
      this.refusals.push({ why: 'wrong-passphrase' });
      return undefined;
    }
  }

  async #openPkcs12(element: DerElement): Promise<OpenedKey | undefined> {
    const { openPkcs12 } = await import('./pkcs12.ts');
    return this.#accept(
      await openPkcs12(element, () => this.#getPassphrase('pkcs12'), { legacy: this.#all }),
    );
  }

  /**
   * Leaves for the end what OpenSSL refuses, where that is opened at all.
   *
   * @param asked what OpenSSL asks a pass phrase for, before it refuses
   */
  async #defer(
    why: 'legacy' | 'openssh',
    asked: Container | undefined,
    open: () => Promise<OpenedKey | Refusal>,
  ): Promise<undefined> {
    if (this.#all) {
      this.#deferred.push(open);
      return;
    }
    if (asked !== undefined) await this.#getPassphrase(asked);
    this.refusals.push({ why });
  }

  #accept(result: OpenedKey | Refusal): OpenedKey | undefined {
    if ('key' in result) return result;
    this.refusals.push(result);
    return undefined;
  }

  async #getPassphrase(container: Container = 'key'): Promise<Uint8Array> {
    if (this.#ask === undefined) {
      throw new CommandFailure(
        'key',
        `the key "${escapeUnsafe(this.#name)}" is encrypted, and there is no pass phrase for it`,
        'name its source with --passin, or run mofn on a terminal',
      );
    }
    this.#passphrase ??= await this.#ask(container);
    return this.#passphrase;
  }
}

function looksLikeMicrosoft(bytes: Buffer): boolean {
  if (bytes.length < 16) return false;
  const isPvk = bytes.readUInt32LE(0) === 0xb0b5f11e;
  return isPvk || (bytes[0] === 7 && bytes[1] === 2 && bytes.toString('latin1', 8, 12) === 'RSA2');
}
