import { constants, createHash, privateEncrypt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSignatureBy } from '../../src/ceremony/officer-key.ts';
import { readRsaPublicKey } from '../../src/hsm/machine/rsa-public-key.ts';
import { isSignatureRight } from '../../src/hsm/machine/verify-signature.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { numbersOf } from '../../src/signer/rsa-key-object.ts';
import { verifySignature } from '../../src/signer/verify.ts';
import { howMany, sample } from '../support/how-many.ts';
import { takeKey } from '../support/keys.ts';
import { malformedBlocks, rightBlock } from '../support/malformed-blocks.ts';

const MESSAGE = Buffer.from('a quorum token, say');
const DIGEST = createHash('sha256').update(MESSAGE).digest();
const BYTES = 256;

/** All verifiers, so that no one mistake can make a signature and accept it. */
describe.each([3, 65_537])('encodings that are not EMSA-PKCS1-v1_5, under e = %i', (exponent) => {
  const { privateKey, publicKey, spki } = takeKey('officer1', { bits: 8 * BYTES, exponent });
  const modulus = Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
  const hsmKey = readRsaPublicKey(spki);
  if ('code' in hsmKey) throw new Error(hsmKey.code);

  const officerKey = { numbers: numbersOf(publicKey), bits: 8 * BYTES };

  const signRaw = (block: Buffer): Buffer =>
    privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block);
  const accepted = (signature: Buffer): readonly string[] => [
    ...(verifySignature(publicKey, MESSAGE, signature) ? ['signer'] : []),
    ...(isSignatureRight(hsmKey, DIGEST, signature) ? ['HSM'] : []),
    ...(isSignatureBy(officerKey, MESSAGE, signature, nodeCrypto) ? ['ceremony'] : []),
  ];

  it('accepts the right one, raw-signed in the same way', () => {
    expect(accepted(signRaw(rightBlock(DIGEST, BYTES)))).toEqual(['signer', 'HSM', 'ceremony']);
  });

  it('accepts none of 3,000 and more others, of which every tenth is tried by default', () => {
    const blocks = malformedBlocks(MESSAGE, BYTES);
    expect(blocks.length).toBeGreaterThanOrEqual(3000);
    const tried = sample(blocks, howMany(blocks.length / 10, blocks.length));
    const wrong = tried.flatMap(({ name, block }) =>
      accepted(signRaw(block)).map((verifier) => `${name} by ${verifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('accepts no other representative of the right signature', () => {
    const right = signRaw(rightBlock(DIGEST, BYTES));
    const value = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
    const sum = (value(right) + value(modulus)).toString(16);
    const raised = Buffer.from(sum.padStart(sum.length + (sum.length % 2), '0'), 'hex');
    const others = [
      raised,
      Buffer.from(raised.subarray(-BYTES)),
      Buffer.concat([Buffer.alloc(1), right]),
      Buffer.concat([right, Buffer.alloc(1)]),
      Buffer.concat([right, Buffer.from('\n')]),
      right.subarray(1),
      right.subarray(0, -1),
      Buffer.alloc(0),
      Buffer.alloc(BYTES),
      Buffer.from([...Buffer.alloc(BYTES - 1), 1]),
      modulus,
      Buffer.alloc(BYTES, 0xff),
    ];
    expect(others.flatMap(accepted)).toEqual([]);
  });
});
