/** ECDSA over digests, held against openssl, which hashes by itself. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CURVES, type KeyHash } from '../../../../src/hsm/keys.ts';
import { isDigestSignature, signDigest } from '../../../../src/hsm/machine/keys/ecdsa-digest.ts';
import { encodeEcdsa, openssl } from './openssl.ts';

const DATA = Buffer.from('what is to be signed');
const hashed = (hash: KeyHash, data: Uint8Array = DATA): Buffer =>
  createHash(hash).update(data).digest();

describe.each(CURVES.filter((curve) => curve !== 'secp256r1'))('on %s', (curve) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });

  // Of secp224r1, longer digests are cut; of secp521r1, none is.
  it.each(['sha1', 'sha512'] as const)(
    'a digest of %s is signed as openssl verifies it',
    (hash) => {
      const signature = signDigest(privateKey, hashed(hash));
      const said = openssl(['dgst', `-${hash}`, '-verify', 'k', '-signature', 's', 'd'], {
        k: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })),
        s: encodeEcdsa(signature),
        d: DATA,
      });
      expect(said.toString()).toBe('Verified OK\n');
      expect(isDigestSignature(publicKey, hashed(hash), signature)).toBe(true);
    },
  );

  it('what node:crypto signs is verified, and nothing that was changed', () => {
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign('sha384', DATA, key);
    const digest = hashed('sha384');
    expect(isDigestSignature(publicKey, digest, signature)).toBe(true);
    const half = signature.length / 2;
    const changed = (at: number): Buffer => {
      const copy = Buffer.from(signature);
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
      return copy;
    };
    for (const wrong of [
      changed(half - 1),
      changed(signature.length - 1),
      signature.subarray(1),
      Buffer.concat([Buffer.alloc(half), signature.subarray(half)]),
      Buffer.concat([signature.subarray(0, half), Buffer.alloc(half)]),
      Buffer.alloc(signature.length, 0xff),
      Buffer.alloc(0),
    ]) {
      expect(isDigestSignature(publicKey, digest, wrong)).toBe(false);
    }
    expect(isDigestSignature(publicKey, hashed('sha384', Buffer.of(1)), signature)).toBe(false);
    const other = generateKeyPairSync('ec', { namedCurve: curve }).publicKey;
    expect(isDigestSignature(other, digest, signature)).toBe(false);
    // A digest of zeros is one, too.
    const zeros = Buffer.alloc(48);
    expect(isDigestSignature(publicKey, zeros, signDigest(privateKey, zeros))).toBe(true);
  });
});
