/**
 * Whether a piece holds what must never be in a bundle, in whatever packing.
 */
import { areUint8ArraysEqual, uint8ArrayToHex } from 'uint8array-extras';
import type { OfficerKey } from '../../../ceremony/officer-key.ts';
import { recogniseContent } from '../../../content/recognise-content.ts';
import type { CryptoProvider } from '../../../crypto-provider.ts';
import { decodeLatin1 } from '../../../latin1.ts';
import { encodeSha256Block } from '../../../signer/encodings/pkcs1-block.ts';
import { readBase64 } from '../../../token/sdk5/base64.ts';
import type { Piece } from '../../piece.ts';
import { findPassword } from './find-password.ts';
import type { Needles } from './needles.ts';
import { listViews } from './views.ts';

/** What must not be in a bundle. */
export type Secret = 'live-token' | 'private-key' | 'password';

/** What pieces are held against. */
export interface Forbidden {
  /** Nonces of tokens that might still be spent, and signatures over them. */
  readonly needles: Needles;
  /** Everybody's keys. */
  readonly keys: readonly OfficerKey[];
  /** SHA-256, hex, of everything that may have been signed: spent tokens, requests, policies. */
  readonly signable: ReadonlySet<string>;
}

/** Pieces that are made here of what was looked at already. */
const MADE: readonly Piece['kind'][] = ['withheld-token', 'plain-key'];

/** @returns what is in it; nothing where it may go into a bundle */
export function findSecret(
  { kind, bytes }: Piece,
  { needles, keys, signable }: Forbidden,
  crypto: CryptoProvider,
): Secret | undefined {
  if (MADE.includes(kind)) return undefined;
  if (holdsPrivateKey(bytes)) return 'private-key';
  if (findPassword({ kind, bytes }, crypto) !== undefined) return 'password';
  for (const view of listViews(bytes)) {
    if (needles.isIn(view)) return 'live-token';
    const text = decodeLatin1(view);
    if (PRIVATE.test(text) || text.includes(PRIVATE_DER)) return 'private-key';
    for (const signature of listSignatures(view, text)) {
      const signed = openSignature(signature, keys, crypto);
      if (signed !== undefined && !signable.has(signed)) return 'live-token';
    }
  }
  return undefined;
}

/** As files have them, or as `openssl rsa -text` prints them. */
const PRIVATE =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY|openssh-key-v1|PuTTY-User-Key-File-|^[ \t]*(?:privateExponent|prime1):/m;

/** How an RSA private key begins (RFC 8017, A.1.2): version 0, and a modulus of more than 255 bytes behind it. */
const PRIVATE_DER = '\x02\x01\x00\x02\x82';

/** Bytes that are looked at together, and how many of them are looked at with the next ones again. */
const WINDOW = 1 << 20;
const OVERLAP = 1 << 14;

function holdsPrivateKey(bytes: Uint8Array): boolean {
  for (let at = 0; at === 0 || at + OVERLAP < bytes.length; at += WINDOW - OVERLAP) {
    if (recogniseContent(bytes.subarray(at, at + WINDOW)) === 'private-key') return true;
  }
  return false;
}

/** Whatever has the length of a signature by a quorum key: all of the bytes, or a run of base64. */
function* listSignatures(bytes: Uint8Array, text: string): Generator<Uint8Array> {
  if (bytes.length === SIGNATURE) yield bytes;
  for (const [run] of text.matchAll(RUN)) {
    const base64 = run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
    const { bytes: decoded } = readBase64(`${base64}==`);
    if (decoded?.length === SIGNATURE) yield decoded;
  }
}

/** Bytes of a signature by a key of 2048 bits. */
const SIGNATURE = 256;
const RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{342}(?:==)?(?![A-Za-z0-9+/_=-])/g;

/** SHA-256 of what was signed, hex; nothing where no key made it. */
function openSignature(
  signature: Uint8Array,
  keys: readonly OfficerKey[],
  crypto: CryptoProvider,
): string | undefined {
  for (const { numbers } of keys) {
    const block = crypto.publicOperation(numbers, signature);
    const digest = block?.subarray(-32);
    if (block === undefined || digest === undefined) continue;
    const right = encodeSha256Block(digest, block.length);
    if (right !== undefined && areUint8ArraysEqual(right, block)) return uint8ArrayToHex(digest);
  }
  return undefined;
}
