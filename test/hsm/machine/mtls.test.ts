/** AWS CloudHSM user guide, 2026, "cluster mtls": on hsm2m alone, guarded by the service `cluster`. */
import { beforeAll, describe, expect, it } from 'vitest';

import { validateState } from '../../../src/hsm/machine/validate-state.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { makeCertificate } from '../../support/certificates.ts';
import { approve, BareHsm, officerKey } from './bare-hsm.ts';

let one: Buffer;
let two: Buffer;
let leaf: Buffer;
beforeAll(() => {
  [one, two] = ['one', 'two'].map((name) => makeCertificate(name)) as [Buffer, Buffer];
  leaf = makeCertificate('leaf', false);
});

function makeHsm(mValues = {}): BareHsm {
  const hsm = new BareHsm({ exponent: 3, type: 'hsm2m', mValues });
  hsm.client = 'sdk5';
  return hsm;
}

const register = (session: string, certificate: Uint8Array): HsmRequest => ({
  ...{ op: 'registerTrustAnchor', session, certificate },
});
const deregister = (session: string, reference: number): HsmRequest => ({
  ...{ op: 'deregisterTrustAnchor', session, reference },
});
const enforce = (session: string, level: 'none' | 'cluster'): HsmRequest => ({
  ...{ op: 'setMtlsEnforcement', session, level },
});

describe('trust anchors', () => {
  it('are two at most, each under the first reference that is free', () => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    expect(hsm.must(register(session, one))).toMatchObject({ reference: 1 });
    expect(hsm.must(register(session, two))).toMatchObject({ reference: 2 });
    hsm.must(deregister(session, 1));
    expect(hsm.refusedWithoutTrace(register(session, two)).reason).toMatch(/2/);
    expect(hsm.must(register(session, one))).toMatchObject({ reference: 1 });
    const third = makeCertificate('three');
    expect(hsm.refusedWithoutTrace(register(session, third)).error).toBe('RET_POLICY_MISMATCH');
    expect(hsm.must({ op: 'getMtls' })).toMatchObject({
      anchors: [
        { reference: 1, certificate: one.toString('base64') },
        { reference: 2, certificate: two.toString('base64') },
      ],
      enforcement: 'none',
    });
    validateState(JSON.parse(JSON.stringify(hsm.state)));
  });

  it.each<[string, () => Uint8Array]>([
    ['is none', () => Buffer.from('no certificate')],
    ['signs no others', () => leaf],
    ['has bytes behind it', () => Buffer.concat([one, Buffer.of(0)])],
    ['is cut', () => one.subarray(0, -1)],
    ['is too long', () => Buffer.concat([one, Buffer.alloc(16_384)])],
    [
      'is PEM',
      () =>
        Buffer.from(
          `-----BEGIN CERTIFICATE-----\n${one.toString('base64')}\n-----END CERTIFICATE-----\n`,
        ),
    ],
    ['is empty', () => new Uint8Array()],
  ])('are refused where one %s', (_, make) => {
    const hsm = makeHsm();
    const request = register(hsm.openSession('officer1'), make());
    expect(hsm.refusedWithoutTrace(request).error).toBe('RET_INVALID_INPUT');
  });

  it.each([0, 1, 3, 1.5, Number.NaN])('has none under %d', (reference) => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    hsm.must(register(session, one));
    hsm.must(register(session, two));
    hsm.must(deregister(session, 1));
    expect(hsm.refusedWithoutTrace(deregister(session, reference)).error).toBe('RET_INVALID_INPUT');
  });
});

describe('enforcement', () => {
  it('is for the first officer, and for nobody else', () => {
    const hsm = makeHsm();
    const [admin, other] = [hsm.openSession('admin'), hsm.openSession('officer1')];
    hsm.must(register(other, one));
    expect(hsm.refusedWithoutTrace(enforce(other, 'cluster')).error).toBe('RET_PERMISSION_DENIED');
    hsm.must(enforce(admin, 'cluster'));
    expect(hsm.must({ op: 'getMtls' }).enforcement).toBe('cluster');
  });

  it('needs an anchor as long as it lasts', () => {
    const hsm = makeHsm();
    const admin = hsm.openSession('admin');
    expect(hsm.refusedWithoutTrace(enforce(admin, 'cluster')).error).toBe('RET_POLICY_MISMATCH');
    hsm.must(register(admin, one));
    hsm.must(enforce(admin, 'cluster'));
    expect(hsm.refusedWithoutTrace(deregister(admin, 1)).error).toBe('RET_POLICY_MISMATCH');
    hsm.must(enforce(admin, 'none'));
    hsm.must(deregister(admin, 1));
  });
});

describe('under a quorum', () => {
  it.each([
    ['registerTrustAnchor', (session: string) => register(session, two)],
    ['deregisterTrustAnchor', (session: string) => deregister(session, 1)],
    ['setMtlsEnforcement', (session: string) => enforce(session, 'cluster')],
  ])('%s takes a token of service 7, once', (_, make) => {
    const hsm = makeHsm();
    const admin = hsm.openSession('admin');
    hsm.must(register(admin, one));
    for (const service of [3, 4, 7]) hsm.must({ op: 'setMValue', session: admin, service, m: 2 });
    const request = make(admin);
    const signed = (service: number) => {
      const multiToken = hsm.getToken(admin, 'admin', service);
      const approvals = [1, 2].map((n) => approve(n, multiToken, officerKey(n, 3)));
      return { approval: { multiToken, approvals } };
    };
    expect(hsm.refusedWithoutTrace(request).reason).toMatch(/service 7 \(CLUSTER_MGMT\)/);
    expect(hsm.refusedWithoutTrace({ ...request, ...signed(3) } as HsmRequest).reason).toMatch(
      /is of service 3/,
    );
    const right = signed(7);
    hsm.must({ ...request, ...right } as HsmRequest);
    expect(hsm.state.tokens.length).toBe(1);
    expect(
      hsm.refusedWithoutTrace({ ...enforce(admin, 'none'), ...right } as HsmRequest).reason,
    ).toMatch(/spent/);
  });
});

it('is for officers alone, and nothing to an HSM of type hsm1', () => {
  const hsm = makeHsm();
  const officer = hsm.openSession('officer1');
  hsm.must({ op: 'createUser', session: officer, type: 'CU', name: 'bob', password: 'password' });
  const user = hsm.openSession('bob');
  for (const request of [register(user, one), deregister(user, 1), enforce(user, 'none')]) {
    expect(hsm.refusedWithoutTrace(request).error).toBe('RET_PERMISSION_DENIED');
  }
  const other = new BareHsm({ keys: 0 });
  other.client = 'sdk5';
  const session = other.openSession('admin');
  const all = [register(session, one), deregister(session, 1), enforce(session, 'none')];
  for (const request of [...all, { op: 'getMtls' } as const]) {
    expect(other.refusedWithoutTrace(request).reason).toMatch(/hsm1 knows no mutual TLS/);
  }
});
