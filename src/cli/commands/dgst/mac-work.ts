/**
 * Message authentication codes: HMAC (RFC 2104), by `-hmac` or by `-mac HMAC`.
 */
import { createHmac } from 'node:crypto';
import type { World } from '../../context.ts';
import type { DgstRequest } from './arguments.ts';
import { DgstError, notOffered } from './dgst-error.ts';
import { DEFAULT_DIGEST, type Digest } from './digests.ts';
import { openSignatureFile } from './signature-file.ts';

/** What makes a code of each message in turn. */
export interface MacWork {
  /** The name in front of the code of a file: `HMAC-SHA2-256`. */
  readonly fileLabel: string;
  /** The name in front of the one of standard input: `SHA2-256`. */
  readonly digestLabel: string;
  /** One message, from its beginning. */
  start(): { update(piece: Uint8Array): void; finish(): Buffer };
}

/**
 * Reads what the options say of a message authentication code.
 *
 * @param asked the digest that was named, if one was
 * @returns nothing where no code is asked for
 * @throws DgstError in openssl's words
 */
export function prepareMac(
  request: DgstRequest,
  asked: Digest | undefined,
  context: World,
): MacWork | undefined {
  const { hmacKey, macName, keyPath, signatureOptions, signaturePath } = request;
  if ([hmacKey, macName, keyPath].filter((given) => given !== undefined).length > 1) {
    throw new DgstError('MAC and signing key cannot both be specified');
  }
  if (hmacKey === undefined && macName === undefined) return undefined;
  const key =
    hmacKey === undefined
      ? readMacKey(macName ?? '', request.macOptions)
      : encodeKey(hmacKey, '-hmac');
  // Only `-hmac` takes SHA-256 where no digest is named.
  const digest = asked ?? (hmacKey === undefined ? undefined : DEFAULT_DIGEST);
  const algorithm = digest?.algorithm;
  if (digest === undefined || algorithm === undefined || !takesKey(digest)) {
    throw new DgstError('Error setting context');
  }
  const [option] = signatureOptions;
  if (option !== undefined) throw new DgstError(`Signature parameter error "${option}"`);
  if (signaturePath !== undefined) refuseSignature(signaturePath, context);
  return {
    fileLabel: `HMAC-${digest.label}`,
    digestLabel: digest.label,
    start() {
      const hmac = createHmac(algorithm, key);
      return { update: (piece) => hmac.update(piece), finish: () => hmac.digest() };
    },
  };
}

/** HMAC is of digests of a fixed length, and of those that the provider knows by the name given. */
function takesKey({ signableBy, defaultLength }: Digest): boolean {
  return signableBy !== 'none' && defaultLength === undefined;
}

/** openssl makes room for a signature of the key, and a key for codes has none. */
function refuseSignature(path: string, context: World): never {
  openSignatureFile(path, context).close();
  throw new DgstError('dgst: Could not allocate 0 bytes for signature buffer');
}

/** The key that the last of the options gives. */
function readMacKey(name: string, options: readonly string[]): Buffer {
  if (name.toUpperCase() !== 'HMAC') throw notOffered(`-mac ${name}`);
  let key: Buffer | undefined;
  for (const option of options) {
    const [, hex, value] = /^(hex)?(?:key|priv):(.+)$/s.exec(option) ?? [];
    key =
      value === undefined
        ? undefined
        : hex === undefined
          ? encodeKey(value, '-macopt')
          : readHex(value);
    if (key === undefined) throw new DgstError(`MAC parameter error "${option}"`);
  }
  if (key === undefined) throw new DgstError(`dgst: Error generating ${name} key`);
  return key;
}

/**
 * The bytes of a key that is an argument. Node hands U+FFFD over for each that is no UTF-8, and what was there is
 * lost: a code by another key would be wrong without a word. (The character itself is refused with them.)
 */
function encodeKey(key: string, option: string): Buffer {
  if (!key.includes('\ufffd')) return Buffer.from(key);
  throw new DgstError(
    `dgst: The key of ${option} is no UTF-8: give it as -mac HMAC -macopt hexkey:HEX`,
  );
}

/**
 * Hexadecimal digits in pairs, with colons before, between and behind them. OpenSSL takes half as many bytes
 * as there are characters, colons too, and leaves 0 where there is no pair for one; so must this, as such a
 * key is another one where it is longer than a block of the digest.
 */
function readHex(text: string): Buffer | undefined {
  if (text.length % 2 !== 0 || !/^:*(?:[0-9a-f]{2}:*)*$/i.test(text)) return undefined;
  const key = Buffer.alloc(text.length / 2);
  key.write(text.replaceAll(':', ''), 'hex');
  return key;
}
