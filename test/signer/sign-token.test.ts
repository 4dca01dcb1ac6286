import {
  constants,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  sign,
} from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../src/failure.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { openPrivateKey } from '../../src/signer/containers/private-key.ts';
import { openPublicKey } from '../../src/signer/containers/public-key.ts';
import { createKeySigner } from '../../src/signer/key-signer.ts';
import { signMessage } from '../../src/signer/sign-message.ts';
import { signToken } from '../../src/signer/sign-token.ts';
import type { PublicKeySource, Signer } from '../../src/signer/signer.ts';
import { encodeTokens } from '../../src/token/record.ts';
import { readTokenFile } from '../../src/token/token-file.ts';
import { rejectionOf } from '../support/failure-of.ts';
import { takeKey } from '../support/keys.ts';

const NAME = 'officer1.key';
const token = encodeTokens([
  {
    id: 1,
    service: 3,
    node: 0,
    keyHandle: 0,
    nonce: new Uint8Array(16),
    user: 'officer1',
    created: 1_700_000_000,
  },
]);

let privateKey: KeyObject;
let publicKey: KeyObject;
let right: Buffer;
beforeAll(() => {
  ({ privateKey, publicKey } = takeKey('officer1'));
  right = sign('sha256', token, privateKey);
});

/** A signer as somebody writes it: a key management service, which answers after a while. */
function serviceSigner(
  makeSignature: (message: Uint8Array) => Uint8Array,
  key: PublicKeySource = publicKey,
): Signer {
  return {
    publicKey: key,
    description: 'service',
    sign: async (message) => {
      await new Promise((resolve) => setImmediate(resolve));
      return makeSignature(message);
    },
  };
}

async function codeOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
  throw new Error('expected a failure');
}

describe('signToken', () => {
  test('takes bytes of a token, and a token file that was read', async () => {
    const signer = createKeySigner(privateKey);
    expect(await signToken(token, signer)).toEqual(right);
    expect(await signToken(readTokenFile(token, nodeCrypto), signer)).toEqual(right);
  });

  test('signs the records in a file of the newer command line, not its text', async () => {
    const approvalData = Buffer.from(token).toString('base64');
    const digest = Buffer.from(nodeCrypto.sha256(token)).toString('base64');
    const file = {
      version: '2.0',
      service: 'user',
      approval_data: approvalData,
      token: digest,
      signatures: [],
    };
    const signer = createKeySigner(privateKey);
    expect(await signToken(Buffer.from(JSON.stringify(file)), signer)).toEqual(right);
  });

  test('refuses bytes that are no token', async () => {
    const signer = createKeySigner(privateKey);
    expect(await codeOf(signToken(new Uint8Array(), signer))).toBe('token-empty');
    expect(await codeOf(signToken(Buffer.from('registration'), signer))).toBe('token-size');
  });

  test("takes somebody's own signer, with its public key in any form", async () => {
    const der = publicKey.export({ format: 'der', type: 'spki' });
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const pkcs1 = publicKey.export({ format: 'pem', type: 'pkcs1' }).toString();
    for (const key of [publicKey, privateKey, der, pem, pkcs1, Buffer.from(pem)]) {
      const signer = serviceSigner((message) => sign('sha256', message, privateKey), key);
      expect(await signToken(token, signer)).toEqual(right);
    }
  });

  test('closes no signer, and asks it once', async () => {
    let signed = 0;
    const signer: Signer = {
      publicKey,
      sign: async (message) => {
        signed += 1;
        return sign('sha256', message, privateKey);
      },
      close: () => expect.unreachable(),
    };
    await signToken(token, signer);
    expect(signed).toBe(1);
  });

  const WRONG: Readonly<Record<string, (message: Uint8Array) => Uint8Array>> = {
    'RSASSA-PSS': (message) =>
      sign('sha256', message, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }),
    'SHA-1': (message) => sign('sha1', message, privateKey),
    'a signature over the digest': (message) =>
      sign('sha256', nodeCrypto.sha256(message), privateKey),
    'the digest alone, padded': (message) => privateEncrypt(privateKey, nodeCrypto.sha256(message)),
    'a flipped bit': (message) => {
      const signature = createSign('sha256').update(message).sign(privateKey);
      signature[7] = (signature[7] ?? 0) ^ 1;
      return signature;
    },
    'the signature of another key': (message) =>
      sign('sha256', message, takeKey('officer2').privateKey),
  };

  test.each(Object.keys(WRONG))('hands out no signature that is %s', async (name) => {
    const make = WRONG[name] ?? expect.unreachable();
    const { kind, message } = await rejectionOf(signToken(token, serviceSigner(make)));
    expect(kind).toBe('key');
    expect(message).toBe(
      'what the signer "service" made is no signature over SHA-256 by its own public key',
    );
  });

  test.each([0, 255, 257, 512])('hands out no signature of %i bytes', async (bytes) => {
    const signer = serviceSigner(() =>
      Buffer.concat([right, Buffer.alloc(256)]).subarray(0, bytes),
    );
    const { message } = await rejectionOf(signToken(token, signer));
    expect(message).toBe(
      `what the signer "service" made has ${bytes} bytes, expected a signature of 256`,
    );
  });

  test('refuses public keys that are none, and of other types', async () => {
    const never = (): never => expect.unreachable();
    for (const key of ['', 'officer1', new Uint8Array(10), Buffer.from('{}')]) {
      expect(await codeOf(signToken(token, serviceSigner(never, key)))).toBe(
        'signer-key-unreadable',
      );
    }
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    expect(await codeOf(signToken(token, serviceSigner(never, ec)))).toBe('not-rsa');
  });

  test('lets through what the signer itself throws', async () => {
    const signer = serviceSigner(() => {
      throw new RangeError('the service is busy');
    });
    await expect(signMessage(token, signer)).rejects.toThrow(RangeError);
  });
});

describe('opened signers', () => {
  test('of PEM text, encrypted too, and of bytes', async () => {
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const locked = privateKey
      .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'Grüße' })
      .toString();
    const opened = [
      await openPrivateKey(pem),
      await openPrivateKey(Buffer.from(pem), { name: NAME }),
      await openPrivateKey(locked, { passphrase: 'Grüße' }),
      await openPrivateKey(locked, { passphrase: async () => 'Grüße' }),
      await openPrivateKey(locked, { passphrase: () => Buffer.from('Grüße') }),
    ];
    for (const signer of opened) {
      expect(signer.publicKey.equals(publicKey)).toBe(true);
      expect(await signer.sign(token)).toEqual(right);
    }
    expect(opened.map(({ description }) => description)).toContain(NAME);
    expect(await codeOf(openPrivateKey(locked))).toBe('no-passphrase');
    expect(await codeOf(openPrivateKey(locked, { passphrase: 'other' }))).toBe('wrong-passphrase');
    expect((await rejectionOf(openPrivateKey(locked))).message).toBe(
      'the key is encrypted, and there is no pass phrase for it',
    );
  });

  test('public keys of PEM text', async () => {
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    expect((await openPublicKey(pem)).equals(publicKey)).toBe(true);
    expect(
      (await openPublicKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())).equals(
        createPublicKey(privateKey),
      ),
    ).toBe(true);
    expect(await codeOf(openPublicKey('no key'))).toBe('no-key');
  });

  test('are closed at the end of an `await using` block', async () => {
    const signer = createKeySigner(privateKey, { name: NAME });
    expect(signer.description).toBe(NAME);
    const disposable: AsyncDisposable = signer;
    await disposable[Symbol.asyncDispose]();
    expect(signer[Symbol.asyncDispose]).toBe(signer.close);
  });

  test('of keys that are not RSA there are none', async () => {
    const { privateKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await codeOf((async () => createKeySigner(ec))())).toBe('not-rsa');
  });
});
