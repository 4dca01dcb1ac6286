import { describe, expect, it } from 'vitest';
import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import { createClusterStates } from '../../../src/hsm/machine/create-state.ts';
import type { HsmState } from '../../../src/hsm/machine/state.ts';
import { validateState } from '../../../src/hsm/machine/validate-state.ts';
import { failureOf } from '../../support/failure-of.ts';
import {
  approve,
  BareHsm,
  createStates,
  keyOf,
  makeRandom,
  officerKey,
  PASSWORD,
  PROCESS,
} from './bare-hsm.ts';

let busy: string | undefined;

/** JSON of a state with something of everything in it, to be changed at will. */
function busyState(): Record<string, unknown> {
  busy ??= JSON.stringify(makeBusyState());
  return JSON.parse(busy) as Record<string, unknown>;
}

function makeBusyState(): HsmState {
  const hsm = new BareHsm({ mValues: { miscCo: 2 } });
  const session = hsm.logIn('officer1');
  const token = hsm.getToken(session, 'officer1', 4);
  hsm.must({
    op: 'approveToken',
    session,
    multiToken: token,
    approvals: [approve(1, token), approve(2, token)],
  });
  hsm.must({ op: 'createUser', session, type: 'CU', name: 'bob', password: PASSWORD });
  return hsm.state;
}

const ANCHOR = { reference: 1, certificate: 'AAAA' };
const CHALLENGE = {
  purpose: 'login',
  name: 'bob',
  digest: Buffer.alloc(32).toString('base64'),
  process: PROCESS,
};

/** Sets or, with undefined, deletes what a path such as `users.0.name` leads to. */
function change(state: Record<string, unknown>, path: string, value: unknown): unknown {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at = state;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return state;
}

describe('validateState', () => {
  it('gives back what the machine made', () => {
    const state = busyState();
    expect(validateState(state)).toEqual(state);
  });

  it.each([
    ['node', -1, /^node: /],
    ['node', '1', /^node: /],
    ['more', 1, /^more: /],
    ['rules', undefined, /^rules: /],
    ['mValues.miscCo', 21, /^mValues\.miscCo: /],
    ['mValues.miscCo', 0, /^mValues\.miscCo: /],
    ['users.0.name', 'Admin', /^users\.0\.name: expected a user name/],
    ['users.0.type', 'ROOT', /^users\.0\.type: /],
    ['users.0.loginFailures', 0.5, /^users\.0\.loginFailures: /],
    ['users.0.password.hash', 'AAAA', /^users\.0\.password\.hash: expected base64/],
    ['users.0.password.cost', 1 << 30, /^users\.0\.password\.cost: /],
    ['users.2.quorumKey.spki', '!', /^users\.2\.quorumKey\.spki: expected base64/],
    ['users.1.name', 'admin', /user name admin is there twice/],
    ['users.1.id', 1, /user id 1 is there twice/],
    ['users.5.id', 99, /user id 99 is in use/],
    ['users.3.quorumKey.id', 3, /quorum key id 3 is there twice/],
    ['next.token', 65536, /^next\.token: /],
    ['node', 7, /token 1 is of node 0 and kept on 7/],
    ['tokens.0.record', Buffer.alloc(80).toString('base64'), /not a quorum token/],
    ['tokens.0.user', 98, /user that does not exist/],
    ['tokens.0.approvals.0.digest', 1, /approval of nothing/],
    ['tokens.0.digests.0', 'x', /^tokens\.0\.digests\.0: expected 64 hex digits/],
    ['mValues.clusterManagement', 2, /mValues\.clusterManagement: an HSM of this type/],
    ['mtls.enforcement', 'cluster', /there is no trust anchor/],
    ['mtls.anchors', [ANCHOR], /mtls: an HSM of this type has no mutual TLS/],
    ['mtls.anchors', [ANCHOR, { ...ANCHOR, certificate: 'BBBB' }], /trust anchor 1 is there twice/],
    ['mtls.anchors', [ANCHOR, { ...ANCHOR, reference: 2 }], /trust anchor AAAA is there twice/],
    ['mtls.anchors.0', { ...ANCHOR, reference: 3 }, /^mtls\.anchors\.0\.reference: /],
    ['users.2.secondFactor', { id: 3, spki: 'AAAA' }, /quorum key id 3 is there twice/],
    ['users.2.secondFactor', { id: 99, spki: 'AAAA' }, /quorum key id 99 is in use/],
    ['challenges', [CHALLENGE, CHALLENGE], /challenge of .*"bob".* is there twice/],
    ['challenges', [{ ...CHALLENGE, digest: 'AAAA' }], /^challenges\.0\.digest: expected base64/],
    ['sessions.0.client', 'sdk4', /^sessions\.0\.client: /],
    ['tokens.0.client', undefined, /^tokens\.0\.client: /],
    ['timeouts.generated', 0, /^timeouts\.generated: /],
    ['type', 'hsm3', /^type: /],
    ['audit.hash', '', /^audit\.hash: /],
    ['undo.user', null, /^undo\.user: /],
  ])('refuses a state whose %s is %j', (path, value, message) => {
    const failure = failureOf(() => validateState(change(busyState(), path, value)));
    expect(failure.kind).toBe('state');
    expect(failure.message).toMatch(message);
  });

  it('refuses one key of two users', () => {
    const state = busyState();
    const users = state['users'] as { quorumKey: { spki: string } }[];
    const stolen = users[2]?.quorumKey.spki;
    expect(
      failureOf(() => validateState(change(state, 'users.3.quorumKey.spki', stolen))).message,
    ).toMatch(/quorum key .* is there twice/);
  });

  it.each([null, undefined, 1, 'x', [], {}])('refuses %j', (value) => {
    expect(failureOf(() => validateState(value)).kind).toBe('state');
  });
});

describe('createClusterStates', () => {
  const base = { servers: 2, rules: FLAVOUR_RULES.classic, random: makeRandom(1) };
  const officer = { type: 'CO', name: 'officer1', password: PASSWORD } as const;

  it('makes HSMs that agree on their users and on nothing else', () => {
    const [one, two] = createStates(2, { officers: 2 });
    expect(one?.users).toEqual(two?.users);
    expect(one?.clusterKey).toBe(two?.clusterKey);
    expect(one?.serialNumber).not.toBe(two?.serialNumber);
    expect(one?.partition).toMatch(/^hsm-[0-9a-f]{11}$/);
    for (const state of [one, two]) expect(validateState(state)).toEqual(state);
  });

  it.each([
    [{ users: [{ ...officer, name: 'a b' }] }, /"a b" is not 1 to 31 letters/],
    [{ users: [officer, { ...officer, name: 'Officer1' }] }, /officer1 is there twice/],
    [{ users: [{ ...officer, name: 'app_user' }] }, /app_user is there twice/],
    [{ users: [{ ...officer, password: 'short' }] }, /password of officer1: expected 7 to 32/],
    [{ adminPassword: 'short' }, /password of admin/],
    [{ mValues: { miscCo: 2 } }, /M value 2/],
    [{ adminPassword: PASSWORD, users: [officer], mValues: { userManagement: 3 } }, /2 to 2/],
    [{ users: [{ ...officer, publicKey: new Uint8Array(3) }] }, /key of officer1 is refused/],
  ])('refuses %j', (options, message) => {
    const failure = failureOf(() => createClusterStates({ ...base, ...options }));
    expect(failure.kind).toBe('usage');
    expect(failure.message).toMatch(message);
  });

  it('refuses keys that an HSM would refuse', () => {
    const withKey = (...users: (readonly ['CO' | 'CU', string, Uint8Array])[]) =>
      failureOf(() =>
        createClusterStates({
          ...base,
          users: users.map(([type, name, publicKey]) => ({
            type,
            name,
            password: PASSWORD,
            publicKey,
          })),
        }),
      ).message;
    const { spki } = officerKey(1);
    expect(withKey(['CO', 'one', spki], ['CO', 'two', spki])).toBe('two and one have the same key');
    expect(withKey(['CU', 'one', spki], ['CO', 'two', spki])).toBe('two and one have the same key');
    expect(withKey(['CO', 'one', keyOf('short', { bits: 1024 }).spki])).toMatch(
      /1024 bits, and HSMs take 2048 bits only/,
    );
  });
});
