/** For how many keys an HSM has room, and which handles they get. */
import { describe, expect, it } from 'vitest';

import type { HsmType } from '../../../../src/hsm/hsm-types.ts';
import { KeyHsm, P256 } from './key-hsm.ts';

const AES = { op: 'generateKey', type: 'aes', bytes: 16, key: { label: 'a' } } as const;
const PAIR = {
  op: 'generateKeyPair',
  pair: P256,
  publicKey: { label: 'a' },
  privateKey: { label: 'b' },
} as const;

/** An HSM whose table says that it has so many keys, or whose next handle is another. */
function makeWorld(more: { count?: number; next?: number; type?: HsmType }) {
  const hsm = new KeyHsm({ type: more.type ?? 'hsm2m' });
  const { keys, next } = hsm.state;
  hsm.state = {
    ...hsm.state,
    keys: { ...keys, count: more.count ?? 0 },
    next: { ...next, handle: more.next ?? next.handle },
  };
  return { hsm, session: hsm.openSession('cu1') };
}

describe('an HSM', () => {
  it.each([
    ['hsm1', 3_300],
    ['hsm2m', 16_666],
  ] as const)('of type %s holds %i keys, and no more', (type, maximum) => {
    const { hsm, session } = makeWorld({ count: maximum - 1, type });
    const full = { ok: false, error: 'RET_MAX_KEYS', reason: { code: 'keys-full', maximum } };
    expect(hsm.ask({ ...PAIR, session })).toEqual(full);
    hsm.must({ ...AES, session });
    expect(hsm.state.keys.count).toBe(maximum);
    expect(hsm.ask({ ...AES, session })).toEqual(full);
    const { hsm: other, session: another } = makeWorld({ count: maximum - 2, type });
    other.must({ ...PAIR, session: another });
    expect(other.state.keys.count).toBe(maximum);
  });

  it('gives out no handle of more than 32 bits', () => {
    const last = 0x3ff_ffff;
    const { hsm, session } = makeWorld({ next: last });
    const full = {
      ok: false,
      error: 'RET_MAX_KEYS',
      reason: { code: 'keys-full', maximum: 16_666 },
    };
    expect(hsm.ask({ ...PAIR, session })).toEqual(full);
    expect(hsm.state).toMatchObject({ keys: { count: 0 }, next: { handle: last } });
    expect(hsm.must({ ...AES, session }).handle).toBe(0xffc2_ffff);
    expect(hsm.ask({ ...AES, session })).toEqual(full);
  });

  it('puts no key in the place of another, whatever it counts', () => {
    const { hsm, session } = makeWorld({});
    const first = hsm.makeSecret(session);
    const material = hsm.materialOf(first);
    const { next } = hsm.state;
    hsm.state = { ...hsm.state, next: { ...next, handle: next.handle - 1 } };
    expect([hsm.makeSecret(session), hsm.makeSecret(session)]).toEqual([first + 1, first + 2]);
    expect(hsm.materialOf(first)).toEqual(material);
  });

  it('takes a key out with its own tokens, and with no others', () => {
    const { hsm, session } = makeWorld({});
    const quorum = { manage: 1, use: 1 };
    const [one, other] = [hsm.makeSecret(session, { quorum }), hsm.makeSecret(session, { quorum })];
    hsm.keyToken(session, 'cu1', one);
    hsm.keyToken(session, 'cu1', other);
    const [, ofOther] = hsm.state.tokens;
    hsm.must({ op: 'deleteKey', session, handle: one });
    expect(hsm.state.tokens).toEqual([ofOther]);
    expect(hsm.must({ op: 'findKeys', session, filter: {} }).handles).toEqual([other]);
  });
});
