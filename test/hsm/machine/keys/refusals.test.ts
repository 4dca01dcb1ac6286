/** How an HSM refuses what is asked of keys, by people who have to do with them, with all that it tells. */
import { describe, expect, it } from 'vitest';

import type { NewKey, WrapMechanism } from '../../../../src/hsm/key-protocol.ts';
import { KeyHsm, P256, P384, signedBy } from './key-hsm.ts';

const refusal = (error: string, reason: object) => ({ ok: false, error, reason });

function makeWorld() {
  const hsm = new KeyHsm();
  const [owner, sharer, officer] = ['cu1', 'cu2', 'officer1'].map((name) =>
    hsm.openSession(name),
  ) as [string, string, string];
  const make = (key: Partial<NewKey> = {}) =>
    hsm.makeSecret(owner, { sharedWith: ['cu2'], ...key });
  return { hsm, owner, sharer, officer, make };
}

describe('a key', () => {
  it('is not unshared below its quorum, for which users who are no more do not count', () => {
    const { hsm, owner, officer, make } = makeWorld();
    const handle = make({ sharedWith: ['cu2', 'cu3', 'cu4'], quorum: { use: 3, manage: 0 } });
    const unshare = (name: string) =>
      hsm.ask({ op: 'unshareKey', session: owner, handle, user: { type: 'CU', name } });
    expect(unshare('cu5')).toEqual(
      refusal('RET_INVALID_INPUT', { code: 'key-not-shared', user: 'cu5' }),
    );
    expect(unshare('cu4').ok).toBe(true);
    hsm.must({ op: 'deleteUser', session: officer, type: 'CU', name: 'cu3' });
    expect(unshare('cu2')).toEqual(
      refusal('RET_POLICY_MISMATCH', {
        ...{ code: 'key-sharer-needed', user: 'cu2', left: 1, needed: 3 },
      }),
    );
  });

  it('is changed by its owner, and in what can be changed', () => {
    const { hsm, owner, sharer, make } = makeWorld();
    const handle = make();
    const set = (session: string, attribute: 'label' | 'local', value: string | boolean) =>
      hsm.ask({ op: 'setKeyAttribute', session, handle, attribute, value });
    expect(set(sharer, 'label', 'x')).toEqual(
      refusal('RET_PERMISSION_DENIED', { code: 'key-of-another', handle }),
    );
    expect(set(owner, 'local', false)).toEqual(
      refusal('RET_POLICY_MISMATCH', {
        ...{ code: 'key-attribute-refused', attribute: 'local', value: 'false' },
      }),
    );
    expect(set(owner, 'label', 'x').ok).toBe(true);
  });

  it('asks for no token where it has no quorum, and for one of a key that is named', () => {
    const { hsm, owner, make } = makeWorld();
    const handle = make({ quorum: { use: 0, manage: 2 } });
    const get = { op: 'getToken', session: owner, name: 'cu1' } as const;
    expect(hsm.ask({ ...get, service: 5 })).toEqual(
      refusal('RET_INVALID_INPUT', { code: 'token-without-key', service: 'useKey' }),
    );
    expect(hsm.ask({ ...get, service: 5, key: handle })).toEqual(
      refusal('RET_POLICY_MISMATCH', { code: 'key-quorum-off', handle, service: 'useKey' }),
    );
  });

  it('is used with a token of its own', () => {
    const { hsm, owner, make } = makeWorld();
    const quorum = { use: 0, manage: 1 };
    const [handle, other] = [make({ quorum }), make({ quorum })];
    const approval = signedBy(hsm.keyToken(owner, 'cu1', other, 6), ['cu2']);
    const request = { op: 'setKeyAttribute', attribute: 'label', value: 'x', approval } as const;
    expect(hsm.ask({ ...request, session: owner, handle })).toEqual(
      refusal('RET_MXN_AUTH_FAILED', {
        ...{ code: 'token-of-other-key', token: 1, found: other, handle },
      }),
    );
  });
});

describe('what is wrapped', () => {
  const mechanism: WrapMechanism = { type: 'aes-gcm', tagBits: 128, aad: new Uint8Array() };
  const wrapping = { flags: { wrap: true, unwrap: true } };

  it('is no public key', () => {
    const { hsm, owner, make } = makeWorld();
    const { publicHandle } = hsm.makePairOf(owner, P384);
    const request = { op: 'wrapKey', session: owner, mechanism, wrapping: make(wrapping) } as const;
    expect(hsm.ask({ ...request, payload: publicHandle })).toEqual(
      refusal('RET_INVALID_INPUT', {
        ...{ code: 'key-unfit', handle: publicHandle, mechanism: 'aes-gcm' },
        ...{ keyClass: 'public-key', keyType: 'ec' },
      }),
    );
  });

  it('is in the log with the tokens that were spent for it, where there were any', () => {
    const { hsm, owner, make } = makeWorld();
    const quorum = { use: 0, manage: 1 };
    const keys = [make(wrapping), make({ ...wrapping, quorum })] as const;
    const wrap = (payload: number, by: number) => {
      const approve = (handle: number) => signedBy(hsm.keyToken(owner, 'cu1', handle, 6), ['cu2']);
      hsm.must({
        ...{ op: 'wrapKey', session: owner, mechanism, payload, wrapping: by },
        ...(payload === keys[1] && { payloadApproval: approve(payload) }),
        ...(by === keys[1] && { wrappingApproval: approve(by) }),
      });
      return hsm.log.at(-1);
    };
    const token = (id: number) => ({
      ...{ id, service: 6, user: 'cu1', recordDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      approvers: [expect.objectContaining({ name: 'cu2' })],
    });
    expect(wrap(keys[0], make(wrapping))).not.toHaveProperty('tokens');
    expect(wrap(keys[0], keys[1])?.tokens).toEqual([token(1)]);
    expect(wrap(keys[1], keys[0])?.tokens).toEqual([token(2)]);
  });

  it('comes back as what it is, and as nothing else', () => {
    const { hsm, owner, make } = makeWorld();
    const by = make(wrapping);
    const { privateHandle } = hsm.makePairOf(owner, P256);
    const { wrapped, iv } = hsm.must({
      ...{ op: 'wrapKey', session: owner, mechanism, payload: privateHandle, wrapping: by },
    });
    const unwrap = (keyClass: 'secret-key' | 'public-key' | 'private-key') =>
      hsm.ask({
        ...{ op: 'unwrapKey', session: owner, mechanism, wrapping: by, wrapped, type: 'ec' },
        ...{ class: keyClass, key: { label: 'x' } },
        ...(iv && { iv }),
      });
    for (const keyClass of ['secret-key', 'public-key'] as const) {
      expect(unwrap(keyClass)).toEqual(refusal('RET_INVALID_INPUT', { code: 'unwrap-failed' }));
    }
    expect(unwrap('private-key').ok).toBe(true);
  });
});
