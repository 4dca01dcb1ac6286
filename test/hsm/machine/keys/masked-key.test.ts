/** A key on the way from one HSM to another: opened and sealed by hand, as whoever knows the cluster's secret does it. */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import type { KeyRecord } from '../../../../src/hsm/machine/keys/key-record.ts';
import { keyMaterial, keyRecord } from '../../../support/key-records.ts';
import { KeyHsm, P256 } from './key-hsm.ts';

/** A generic secret of cu1 on one HSM, to be put into another. */
function makeWorld() {
  const hsm = new KeyHsm({ server: 1 });
  const session = hsm.openSession('officer1');
  const put = (sealed: string) => hsm.ask({ op: 'insertMaskedKey', session, sealed });
  const secret = Buffer.from(hsm.state.clusterKey, 'base64');
  const key = createHmac('sha256', secret).update('masked key').digest();
  const iv = Buffer.alloc(12, 7);
  const seal = (content: string, tagBytes = 16): string => {
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const encrypted = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
    const tag = cipher.getAuthTag().subarray(0, tagBytes);
    return Buffer.concat([iv, tag, encrypted]).toString('base64');
  };
  const open = (sealed: string): unknown => {
    const bytes = Buffer.from(sealed, 'base64');
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    cipher.setAuthTag(bytes.subarray(12, 28));
    return JSON.parse(
      `${cipher.update(bytes.subarray(28), undefined, 'utf8')}${cipher.final('utf8')}`,
    );
  };
  const idOf = (name: string) => hsm.state.users.find((user) => user.name === name)?.id ?? 0;
  const owner = idOf('cu1');
  const sealRecord = (handle: number, more: Partial<KeyRecord>, names: [number, string][]) =>
    seal(
      JSON.stringify({
        record: keyRecord(handle, { owner, ...more }),
        names,
        material: Buffer.from(keyMaterial(handle)).toString('base64'),
      }),
    );
  return { hsm, session, put, seal, sealRecord, open, idOf, owner };
}

describe('a masked key', () => {
  it('is its record, the names of its users and what it is made of, under AES-256-GCM', () => {
    const { open, idOf, owner } = makeWorld();
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const handle = hsm.makeSecret(session, { label: 'ü', sharedWith: ['cu3', 'cu2'] });
    const { publicHandle } = hsm.makePairOf(session, P256);
    const masked = (one: number) =>
      open(hsm.must({ op: 'extractMaskedKey', session, handle: one }).sealed);
    const names = [
      [owner, 'cu1'],
      [idOf('cu3'), 'cu3'],
      [idOf('cu2'), 'cu2'],
    ];
    expect(masked(handle)).toEqual({
      record: expect.objectContaining({ handle, label: 'ü', owner }),
      names,
      material: hsm.materialOf(handle).toString('base64'),
    });
    expect(masked(publicHandle)).toEqual({
      record: expect.objectContaining({ handle: publicHandle, class: 'public-key' }),
      names: [[owner, 'cu1']],
      material: null,
    });
  });

  it('is taken up to the greatest handle that there is', () => {
    const { hsm, put, sealRecord, owner } = makeWorld();
    const sealed = sealRecord(0xffff_ffff, {}, [[owner, 'cu1']]);
    const { handle } = hsm.state.next;
    expect(put(sealed)).toMatchObject({ ok: true, handle: 0xffff_ffff });
    expect(hsm.materialOf(0xffff_ffff)).toEqual(Buffer.from(keyMaterial(0xffff_ffff)));
    expect(hsm.state.next.handle).toBe(handle);
    const reason = { code: 'key-handle-taken', handle: 0xffff_ffff };
    expect(put(sealed)).toEqual({ ok: false, error: 'RET_POLICY_MISMATCH', reason });
  });

  it.each([0, 4, 8, 12, 15])('is forged where its tag has %i bytes', (tagBytes) => {
    const { put, seal } = makeWorld();
    const forged = { ok: false, error: 'RET_INVALID_INPUT', reason: { code: 'key-forged' } };
    expect(put(seal('', tagBytes))).toEqual(forged);
  });

  it('is forged where no key can be made of it', () => {
    const { put, sealRecord, owner } = makeWorld();
    const forged = { ok: false, error: 'RET_INVALID_INPUT', reason: { code: 'key-forged' } };
    expect(put(sealRecord(9, { bytes: 31 }, [[owner, 'cu1']]))).toEqual(forged);
    expect(put(sealRecord(9, { class: 'public-key' }, [[owner, 'cu1']]))).toEqual(forged);
  });

  it('is shared by crypto users alone, and owned by one', () => {
    const { hsm, session, put, sealRecord, idOf, owner } = makeWorld();
    const sharer = idOf('cu2');
    const sealed = sealRecord(9, { sharedWith: [sharer, 4242] }, [
      [owner, 'cu1'],
      [sharer, 'officer1'],
      [4242, 'cu3'],
    ]);
    expect(put(sealed).ok).toBe(true);
    expect(hsm.key(session, 9).sharedWith).toEqual([{ id: idOf('cu3'), name: 'cu3' }]);
    for (const name of ['officer1', 'nobody']) {
      expect(put(sealRecord(10, {}, [[owner, name]]))).toEqual({
        ok: false,
        error: 'RET_USER_DOES_NOT_EXIST',
        reason: { code: 'user-unknown', name },
      });
    }
  });

  it('of an owner who is no more keeps an id that was given out, and is nobody else’s', () => {
    const { hsm, session, put, sealRecord, idOf } = makeWorld();
    const { user: next } = hsm.state.next;
    const unknown = (id: number) => ({
      ok: false,
      error: 'RET_USER_DOES_NOT_EXIST',
      reason: { code: 'user-id-unknown', id },
    });
    for (const id of [next, next + 1, idOf('cu2')]) {
      expect(put(sealRecord(9, { owner: id }, []))).toEqual(unknown(id));
    }
    hsm.must({ op: 'deleteUser', session, type: 'CU', name: 'cu5' });
    expect(put(sealRecord(9, { owner: next - 1 }, [])).ok).toBe(true);
    expect(hsm.key(session, 9).owner).toEqual({ id: next - 1, name: null });
  });
});
