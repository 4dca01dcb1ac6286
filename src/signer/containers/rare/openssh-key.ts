/**
 * OpenSSH's own format of private keys (its PROTOCOL.key), as `ssh-keygen` writes it.
 */
import { createDecipheriv, createPrivateKey } from 'node:crypto';
import type { PemBlock } from '../../encodings/pem.ts';
import { SshReader } from '../../encodings/ssh-wire.ts';
import { viewAsBuffer } from '../../view-as-buffer.ts';
import type { OpenedKey, OpeningTools } from '../key-container.ts';
import type { Refusal } from '../key-refusal.ts';
import { type BcryptDerivation, deriveBcrypt } from './bcrypt-derivation.ts';

const MAGIC = 'openssh-key-v1\0';

interface Cipher {
  readonly name: string;
  readonly key: number;
  readonly iv: number;
  readonly tag: number;
}

const CIPHERS: Readonly<Record<string, Cipher>> = {
  'aes128-ctr': { name: 'aes-128-ctr', key: 16, iv: 16, tag: 0 },
  'aes192-ctr': { name: 'aes-192-ctr', key: 24, iv: 16, tag: 0 },
  'aes256-ctr': { name: 'aes-256-ctr', key: 32, iv: 16, tag: 0 },
  'aes128-cbc': { name: 'aes-128-cbc', key: 16, iv: 16, tag: 0 },
  'aes192-cbc': { name: 'aes-192-cbc', key: 24, iv: 16, tag: 0 },
  'aes256-cbc': { name: 'aes-256-cbc', key: 32, iv: 16, tag: 0 },
  '3des-cbc': { name: 'des-ede3-cbc', key: 24, iv: 8, tag: 0 },
  'aes128-gcm@openssh.com': { name: 'aes-128-gcm', key: 16, iv: 12, tag: 16 },
  'aes256-gcm@openssh.com': { name: 'aes-256-gcm', key: 32, iv: 12, tag: 16 },
};

/** Opens the body of an `OPENSSH PRIVATE KEY` block that holds an RSA key. */
export async function openOpenSshKey(
  { data }: PemBlock,
  { ask, workload }: OpeningTools,
): Promise<OpenedKey | Refusal> {
  const damaged: Refusal = { why: 'key-damaged' };
  if (!viewAsBuffer(data).toString('latin1').startsWith(MAGIC)) return damaged;
  const file = new SshReader(data.subarray(MAGIC.length));
  const cipherName = file.readName();
  const derivation = file.readName();
  const options = file.readString();
  const count = file.readUint32();
  file.readString();
  const sealed = file.readString();
  if (cipherName === undefined || options === undefined || sealed === undefined) return damaged;
  if (count !== 1) return damaged;
  if (cipherName === 'none') return readKeys(sealed) ?? damaged;
  const cipher = CIPHERS[cipherName];
  if (cipher === undefined || derivation !== 'bcrypt') {
    return { why: 'key-encryption-unsupported', container: 'openssh', scheme: cipherName };
  }
  const derived = readDerivation(options);
  if (derived === undefined) return damaged;
  const tooMuch = workload.refuse('openssh', [{ kind: 'bcrypt', count: derived.rounds }]);
  if (tooMuch !== undefined) return tooMuch;
  const secret = await deriveBcrypt(await ask(), derived, cipher.key + cipher.iv);
  const plain = decrypt(sealed, file.rest, cipher, secret);
  return (plain && readKeys(plain)) ?? { why: 'wrong-passphrase' };
}

function readDerivation(options: Uint8Array): BcryptDerivation | undefined {
  const reader = new SshReader(options);
  const salt = reader.readString();
  const rounds = reader.readUint32();
  if (salt === undefined || salt.length === 0 || rounds === undefined || rounds === 0)
    return undefined;
  return { salt, rounds };
}

function decrypt(
  sealed: Uint8Array,
  rest: Uint8Array,
  cipher: Cipher,
  secret: Buffer,
): Buffer | undefined {
  const key = secret.subarray(0, cipher.key);
  const iv = secret.subarray(cipher.key);
  try {
    if (cipher.tag > 0) {
      const decipher = createDecipheriv(cipher.name as 'aes-256-gcm', key, iv);
      decipher.setAuthTag(rest.subarray(0, cipher.tag));
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    }
    const decipher = createDecipheriv(cipher.name, key, iv);
    decipher.setAutoPadding(false);
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** @returns nothing where the check numbers differ: the pass phrase was wrong */
function readKeys(plain: Uint8Array): OpenedKey | Refusal | undefined {
  const reader = new SshReader(plain);
  const check = reader.readUint32();
  if (check === undefined || check !== reader.readUint32()) return undefined;
  const type = reader.readName() ?? '';
  if (type !== 'ssh-rsa') return { why: 'not-rsa', type };
  const [n, e, d, inverse, p, q] = Array.from({ length: 6 }, () => reader.readString());
  if (!n || !e || !d || !inverse || !p || !q) return { why: 'key-damaged' };
  const key = {
    kty: 'RSA',
    n: encodeNumber(n),
    e: encodeNumber(e),
    d: encodeNumber(d),
    p: encodeNumber(p),
    q: encodeNumber(q),
    dp: encodeRemainder(d, p),
    dq: encodeRemainder(d, q),
    qi: encodeNumber(inverse),
  };
  try {
    return {
      key: createPrivateKey({ key, format: 'jwk' } as Parameters<typeof createPrivateKey>[0]),
    };
  } catch {
    return { why: 'key-damaged' };
  }
}

/** The exponent of the Chinese remainder theorem, which the file leaves out: d mod (prime − 1). */
function encodeRemainder(d: Uint8Array, prime: Uint8Array): string {
  const number = (bytes: Uint8Array): bigint => BigInt(`0x${viewAsBuffer(bytes).toString('hex')}`);
  const modulus = number(prime) - 1n;
  if (modulus <= 0n) return '';
  const digits = (number(d) % modulus).toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString(
    'base64url',
  );
}

function encodeNumber(bytes: Uint8Array): string {
  const first = bytes.findIndex((byte) => byte !== 0);
  return viewAsBuffer(bytes.subarray(Math.max(0, first))).toString('base64url');
}
