import { constants, createHash, type KeyObject, privateEncrypt, sign } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/failure.ts';
import { signDigest } from '../../../src/signer/sign-digest.ts';
import { openPkcs11 } from '../../../src/signer/sources/pkcs11.ts';
import {
  CK,
  type Pkcs11Handle,
  type Pkcs11Module,
} from '../../../src/signer/sources/pkcs11-binding.ts';
import { takeKey } from '../../support/keys.ts';

const PIN = '4711-0815';

/** A module with one token and one key, that returns `CKR_…` where it is told to. */
function makeModule(key: KeyObject, refusals: Partial<Record<keyof Pkcs11Module, number>>) {
  const { n = '', e = '' } = key.export({ format: 'jwk' });
  const handle: Pkcs11Handle = Buffer.alloc(8);
  const calls: string[] = [];
  let chosen = 0;
  const answer = <Value>(name: keyof Pkcs11Module, value: Value): Value => {
    calls.push(name);
    const code = refusals[name];
    if (code === undefined) return value;
    throw Object.assign(new Error(`CKR_${code.toString(16)}`), { code });
  };
  const attributes: Readonly<Record<number, Buffer>> = {
    [CK.attributeModulus]: Buffer.from(n, 'base64url'),
    [CK.attributePublicExponent]: Buffer.from(e, 'base64url'),
    [CK.attributeSign]: Buffer.from([1]),
  };
  const module: Pkcs11Module = {
    load: () => answer('load', undefined),
    close: () => answer('close', undefined),
    C_Initialize: () => answer('C_Initialize', undefined),
    C_Finalize: () => answer('C_Finalize', undefined),
    C_GetSlotList: () => answer('C_GetSlotList', [handle]),
    C_GetTokenInfo: () => ({
      label: 'officer1  ',
      manufacturerID: '',
      model: '',
      serialNumber: '',
      flags: CK.flagTokenInitialized | CK.flagLoginRequired,
    }),
    C_GetMechanismList: () => [CK.mechanismSha256RsaPkcs],
    C_OpenSession: () => answer('C_OpenSession', handle),
    C_CloseSession: () => answer('C_CloseSession', undefined),
    C_Login: () => answer('C_Login', undefined),
    C_FindObjectsInit: () => answer('C_FindObjectsInit', undefined),
    C_FindObjects: () => [handle],
    C_FindObjectsFinal: () => {},
    C_GetAttributeValue: (_session, _object, [wanted]) => {
      const value = attributes[wanted?.type ?? 0];
      if (value === undefined) throw new Error('CKR_ATTRIBUTE_TYPE_INVALID');
      return [{ type: wanted?.type ?? 0, value }];
    },
    C_SignInit: (_session, { mechanism }) => {
      chosen = mechanism;
      answer('C_SignInit', undefined);
    },
    C_Sign: (_session, data) =>
      answer(
        'C_Sign',
        chosen === CK.mechanismSha256RsaPkcs
          ? sign('sha256', data, key)
          : privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, data),
      ),
  };
  return { module, calls };
}

test('a token signs a bare digest with its bare mechanism, as it signs the message', async () => {
  const key = takeKey('officer1').privateKey;
  const { module } = makeModule(key, {});
  const uri = `pkcs11:token=officer1?pin-value=${PIN}&module-path=/p11.so`;
  const signer = await openPkcs11({ uri, loadBinding: async () => () => module });
  const message = Buffer.from('message');
  const digest = createHash('sha256').update(message).digest();
  expect(await signDigest(digest, signer)).toEqual(await signer.sign(message));
  const wrong = { ...module, C_Sign: () => Buffer.alloc(256, 1) };
  const liar = await openPkcs11({ uri, loadBinding: async () => () => wrong });
  await expect(signDigest(digest, liar)).rejects.toMatchObject({
    code: 'pkcs11-signature-wrong',
  });
});

describe('a token that refuses', () => {
  let key: KeyObject;
  beforeAll(() => {
    key = takeKey('officer1').privateKey;
  });

  async function useToken(refusals: Partial<Record<keyof Pkcs11Module, number>>, pin = PIN) {
    const { module, calls } = makeModule(key, refusals);
    const uri = `pkcs11:token=officer1?pin-value=${pin}&module-path=/p11.so`;
    try {
      const signer = await openPkcs11({ uri, loadBinding: async () => () => module });
      try {
        await signer.sign(Buffer.from('message'));
      } finally {
        await signer.close();
      }
      return { calls, failure: undefined };
    } catch (failure) {
      if (!isFailure(failure)) throw failure;
      return { calls, failure };
    }
  }

  test('one that does not, for comparison', async () => {
    expect((await useToken({})).failure).toBeUndefined();
  });

  test.each([
    [{ load: 1 }, 'pkcs11-module-unloadable'],
    [{ C_Initialize: 5 }, 'pkcs11-refuses'],
    [{ C_OpenSession: 5 }, 'pkcs11-refuses'],
    [{ C_Login: CK.returnPinIncorrect }, 'pkcs11-wrong-pin'],
    [{ C_Login: CK.returnPinLocked }, 'pkcs11-pin-locked'],
    [{ C_Login: 0xa2 }, 'pkcs11-refuses'],
    [{ C_FindObjectsInit: 5 }, 'pkcs11-refuses'],
    [{ C_Sign: 5 }, 'pkcs11-refuses'],
  ] as const)('%j: %s, without the PIN, and the module is let go', async (refusals, code) => {
    const { calls, failure } = await useToken(refusals);
    expect(failure?.code).toBe(code);
    expect(`${JSON.stringify(failure?.values)} ${inspect(failure)}`).not.toContain(PIN);
    expect(calls).toContain(code === 'pkcs11-module-unloadable' ? 'load' : 'close');
  });
});
