/** Whose approvals a token needs, and how many: as the HSM asks at this moment. */
import { describe, expect, it } from 'vitest';

import { findAskedQuorum } from '../../../src/hsm/machine/asked-quorum.ts';
import { findKey, putKeys } from '../../../src/hsm/machine/keys/key-table.ts';
import { StagedObjects } from '../../../src/hsm/store/staged-objects.ts';
import { KeyHsm } from './keys/key-hsm.ts';

/** cu1 has a key that cu2 shares; an officer shares it too, as whoever writes in a cluster's folder can have it. */
function makeWorld() {
  const hsm = new KeyHsm();
  const session = hsm.openSession('cu1');
  const keyHandle = hsm.makeSecret(session, {
    sharedWith: ['cu2'],
    quorum: { use: 1, manage: 2 },
  });
  const objects = new StagedObjects(hsm.objects, 99);
  const record = findKey(hsm.state.keys, objects, keyHandle);
  if (record === undefined) throw new Error('no key');
  const officer = hsm.state.users.find(({ name }) => name === 'officer1')?.id ?? 0;
  const shared = { ...record, sharedWith: [...record.sharedWith, officer] };
  const material = hsm.materialOf(keyHandle);
  const keys = putKeys(hsm.state.keys, objects, [shared], new Map([[keyHandle, material]]));
  const state = { ...hsm.state, keys, mValues: { ...hsm.state.mValues, miscCo: 3 } };
  const ask = (service: number, handle: number, withKeys = true) => {
    const record = { service, keyHandle: handle };
    const asked = findAskedQuorum(state, withKeys ? objects : null, record);
    const may = state.users.filter((user) => asked.mayApprove(user)).map(({ name }) => name);
    return [asked.required, asked.approvers, may];
  };
  return { ask, keyHandle };
}

const OFFICERS = ['admin', 'officer1'];
const CRYPTO_USERS = ['cu1', 'cu2', 'cu3', 'cu4', 'cu5'];

describe('a token', () => {
  it('of a service with an M value needs as many officers', () => {
    const { ask } = makeWorld();
    expect(ask(3, 0)).toEqual([1, 'CO', OFFICERS]);
    expect(ask(4, 0)).toEqual([3, 'CO', OFFICERS]);
  });

  it('of a service that is none needs one', () => {
    const { ask } = makeWorld();
    for (const service of [0, 2, 99]) expect(ask(service, 0)).toEqual([1, 'CO', OFFICERS]);
  });

  it('of a key needs crypto users who own or share it, as the key says', () => {
    const { ask, keyHandle } = makeWorld();
    expect(ask(5, keyHandle)).toEqual([1, 'CU', ['cu1', 'cu2']]);
    expect(ask(6, keyHandle)).toEqual([2, 'CU', ['cu1', 'cu2']]);
  });

  it('of a key that is no more can be approved by nobody', () => {
    const { ask } = makeWorld();
    expect(ask(5, 4242)).toEqual([1, 'CU', []]);
  });

  it('of a key needs any crypto user where keys are not looked at', () => {
    const { ask, keyHandle } = makeWorld();
    expect(ask(6, keyHandle, false)).toEqual([1, 'CU', CRYPTO_USERS]);
    expect(ask(4, 0, false)).toEqual([3, 'CO', OFFICERS]);
  });
});
