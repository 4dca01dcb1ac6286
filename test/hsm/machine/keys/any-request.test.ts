/** Whatever is asked about keys: the HSM answers, and can be read again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';

import type { NewKey, SignMechanism, WrapMechanism } from '../../../../src/hsm/key-protocol.ts';
import {
  CURVES,
  KEY_ATTRIBUTE_NAMES,
  KEY_CLASSES,
  KEY_FLAGS,
  KEY_HASHES,
  KEY_SERVICES,
  KEY_TYPES,
} from '../../../../src/hsm/keys.ts';
import { checkRequest } from '../../../../src/hsm/machine/check-request.ts';
import { findMaterialProblem } from '../../../../src/hsm/machine/keys/find-material-problem.ts';
import { findMaterial, listKeys } from '../../../../src/hsm/machine/keys/key-table.ts';
import { readRecord } from '../../../../src/hsm/machine/quorum.ts';
import type { HsmRequest } from '../../../../src/hsm/protocol.ts';
import { validateServerState } from '../../../../src/hsm/store/server-state.ts';
import { StagedObjects } from '../../../../src/hsm/store/staged-objects.ts';
import { howOften } from '../../../support/how-many.ts';
import { takeKey } from '../../../support/keys.ts';
import { KeyHsm, P256, RSA, signedBy } from './key-hsm.ts';

const SESSIONS = ['0x1', '0x2', '0x3', '0x4'];
const NAMES = ['cu1', 'cu2', 'cu3', 'officer1'];
/** Of the first keys that the HSM makes: node 1 is the first of two. */
const HANDLES = [0x40006, 0x40007, 0x40008, 0x40009, 0x4000a, 0x4000b];

const op = <const Op extends string>(name: Op) => ({ op: fc.constant(name) });
const session = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...SESSIONS) },
  { weight: 1, arbitrary: fc.string() },
);
const number = fc.oneof(fc.integer({ min: -2, max: 40 }), fc.double());
const handle = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...HANDLES) },
  { weight: 1, arbitrary: fc.double() },
);
const text = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...NAMES, 'ab', '') },
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 9 }).map((part) => part.repeat(200)),
);
const bytes = fc.uint8Array({ maxLength: 40 });
const few = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 }) },
  number,
);
const newKey: fc.Arbitrary<NewKey> = fc.record(
  {
    label: text,
    id: fc.oneof({ weight: 4, arbitrary: fc.constant('00ff') }, text),
    flags: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom({ wrap: true }, { unwrap: true, sign: true }, {}) },
      fc.dictionary(fc.constantFrom(...KEY_FLAGS), fc.boolean(), { maxKeys: 3 }),
    ),
    isSession: fc.boolean(),
    sharedWith: fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom('cu2', 'cu3') }, text), {
      maxLength: 3,
    }),
    quorum: fc.record({ manage: few, use: few }),
  },
  { requiredKeys: ['label'] },
);
const hash = fc.constantFrom(...KEY_HASHES);
const signMechanism: fc.Arbitrary<SignMechanism> = fc.oneof(
  fc.record({ type: fc.constant('rsa-pkcs' as const), hash, isDigest: fc.boolean() }),
  fc.record({
    type: fc.constant('rsa-pkcs-pss' as const),
    ...{ hash, mgf: hash, saltLength: number, isDigest: fc.boolean() },
  }),
  fc.record({ type: fc.constant('ecdsa' as const), hash, isDigest: fc.boolean() }),
);
const wrapMechanism: fc.Arbitrary<WrapMechanism> = fc.oneof(
  fc.record({
    type: fc.constant('aes-gcm' as const),
    tagBits: fc.oneof(fc.constantFrom(64, 128), number),
    aad: bytes,
  }),
  fc.record({ type: fc.constant('rsa-pkcs' as const) }),
  fc.record({ type: fc.constant('rsa-oaep' as const), hash, mgf: hash }),
);
const pair = fc.oneof(
  { weight: 3, arbitrary: fc.constant(RSA) },
  { weight: 3, arbitrary: fc.constant(P256) },
  fc.record({ type: fc.constant('ec' as const), curve: fc.constantFrom(...CURVES) }),
  fc.record({
    type: fc.constant('rsa' as const),
    bits: fc.oneof(number, fc.constantFrom(1024, 2049, 8192)),
    exponent: fc.oneof(number, fc.constant(65_537)),
  }),
);
const approval = fc.record({
  multiToken: bytes,
  approvals: fc.array(fc.record({ type: fc.option(number), name: text, signature: bytes }), {
    maxLength: 3,
  }),
});
const named = fc.oneof(number, fc.record({ type: fc.constantFrom('CU', 'CO', 'x'), name: text }));

const anyRequest: fc.Arbitrary<HsmRequest> = fc.oneof(
  fc.record({
    ...op('generateKey'),
    session,
    type: fc.constantFrom('aes', 'generic-secret'),
    bytes: fc.oneof(fc.constantFrom(16, 32), number),
    key: newKey,
  }),
  fc.record({
    ...op('generateKeyPair'),
    session,
    pair,
    publicKey: fc.oneof(fc.constant({ label: 'public', flags: { wrap: true } }), newKey),
    privateKey: newKey,
  }),
  fc.record({
    ...op('importKey'),
    session,
    type: fc.constantFrom('rsa', 'ec'),
    publicKey: fc.oneof(fc.constant<Uint8Array>(takeKey('importer').spki), bytes),
    key: newKey,
  }),
  fc.record(
    {
      ...op('wrapKey'),
      ...{ session, payload: handle, wrapping: handle, mechanism: wrapMechanism },
      wrappingApproval: approval,
      payloadApproval: approval,
    },
    { requiredKeys: ['op', 'session', 'payload', 'wrapping', 'mechanism'] },
  ),
  fc.record(
    {
      ...op('unwrapKey'),
      ...{ session, wrapping: handle, mechanism: wrapMechanism, wrapped: bytes, key: newKey },
      iv: fc.uint8Array({ minLength: 12, maxLength: 13 }),
      type: fc.constantFrom(...KEY_TYPES),
      class: fc.constantFrom(...KEY_CLASSES),
      approval,
    },
    { requiredKeys: ['op', 'session', 'wrapping', 'mechanism', 'wrapped', 'type', 'class', 'key'] },
  ),
  fc.record({ ...op('extractMaskedKey'), session, handle }),
  fc.record({ ...op('insertMaskedKey'), session, sealed: text }),
  fc.record({
    ...op('findKeys'),
    session,
    filter: fc.record(
      {
        handle,
        attributes: fc.array(fc.tuple(fc.constantFrom(...KEY_ATTRIBUTE_NAMES), text), {
          maxLength: 2,
        }),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ ...op('getKeys'), session, handles: fc.array(handle) }),
  fc.record(
    { ...op('shareKey'), session, handle, user: named, approval },
    { requiredKeys: ['op', 'session', 'handle', 'user'] },
  ),
  fc.record(
    { ...op('unshareKey'), session, handle, user: named, approval },
    { requiredKeys: ['op', 'session', 'handle', 'user'] },
  ),
  fc.record(
    {
      ...op('setKeyAttribute'),
      session,
      handle,
      attribute: fc.constantFrom(...KEY_ATTRIBUTE_NAMES),
      value: fc.oneof(fc.boolean(), text),
      approval,
    },
    { requiredKeys: ['op', 'session', 'handle', 'attribute', 'value'] },
  ),
  fc.record({ ...op('deleteKey'), session, handle }),
  fc.record(
    { ...op('sign'), session, handle, mechanism: signMechanism, data: bytes, approval },
    { requiredKeys: ['op', 'session', 'handle', 'mechanism', 'data'] },
  ),
  fc.record({
    ...op('verify'),
    ...{ session, handle, mechanism: signMechanism, data: bytes, signature: bytes },
  }),
  fc.record({
    ...op('spendKeyToken'),
    ...{ session, handle, approval },
    service: fc.constantFrom(...KEY_SERVICES),
  }),
  fc.record({ ...op('findAllKeys'), session, user: number, withHash: fc.boolean() }),
  fc.record(
    { ...op('getToken'), session, service: fc.constantFrom(5, 6), name: text, key: handle },
    { requiredKeys: ['op', 'session', 'service', 'name'] },
  ),
  fc.record({ ...op('logout'), session: fc.constantFrom('0x2', '0x3') }),
);

/** Somebody gets a token for a key, and shows it signed with a use of it. */
const approvedUse = fc.record({
  user: fc.integer({ min: 0, max: 2 }),
  handle: fc.constantFrom(...HANDLES),
  by: fc.subarray(['cu1', 'cu2', 'cu3', 'officer1']),
  service: fc.constantFrom(5 as const, 6 as const),
});

function useApproved(
  hsm: KeyHsm,
  use: typeof approvedUse extends fc.Arbitrary<infer One> ? One : never,
): void {
  const holder = SESSIONS[use.user] ?? '';
  const name = NAMES[use.user] ?? '';
  const { service, handle: key } = use;
  const got = hsm.ask({ op: 'getToken', session: holder, service, name, key });
  if (!got.ok) return;
  const signed = signedBy(got.record, use.by, null);
  const mechanism = { type: 'ecdsa', hash: 'sha256', isDigest: false } as const;
  const data = Buffer.from('data');
  ask(hsm, { op: 'sign', session: holder, handle: key, mechanism, data, approval: signed });
  const label = { attribute: 'label', value: 'another' } as const;
  ask(hsm, { op: 'setKeyAttribute', session: holder, handle: key, ...label, approval: signed });
}

/** What is refused changes nothing but the log. */
function ask(hsm: KeyHsm, request: HsmRequest): void {
  const before = hsm.state;
  const { ok } = hsm.ask(checkRequest(request));
  if (ok) return;
  const { audit, keys, ...after } = hsm.state;
  expect({ ...after, keys: { ...keys, retired: [] } }).toEqual({
    ...before,
    audit: undefined,
    keys: { ...before.keys, retired: [] },
  });
  expect(audit.sequence).toBeGreaterThanOrEqual(before.audit.sequence);
}

/** The state and its keys, as they are read from a disk. */
function readBack(hsm: KeyHsm): void {
  const { state, log } = hsm;
  const written = JSON.stringify({ hsm: state, log: log.slice(-64), refusals: [] });
  expect(validateServerState(JSON.parse(written)).hsm).toEqual(state);
  const objects = new StagedObjects(hsm.objects, 0);
  const records = [...listKeys(state.keys, objects)];
  expect(records.length).toBe(state.keys.count);
  for (const record of records) {
    const material = findMaterial(state.keys, objects, record.handle) ?? null;
    expect(findMaterialProblem(record, material)).toBeUndefined();
    const associated = 1 + record.sharedWith.length;
    expect(Math.max(record.quorum.manage, record.quorum.use)).toBeLessThanOrEqual(associated);
  }
  const kept = records.filter(({ flags }) => !flags.token).map((record) => record.handle);
  expect(state.keys.sessionKeys.map((key) => key.handle).sort((a, b) => a - b)).toEqual(kept);
  const secrets = records
    .map((record) => findMaterial(state.keys, objects, record.handle))
    .filter((secret) => secret !== undefined && secret.length >= 16)
    .map((secret) => Buffer.from(secret ?? '').toString('base64'));
  for (const secret of secrets) expect(written).not.toContain(secret);
  for (const token of state.tokens) expect(readRecord(token).keyHandle).toBeGreaterThan(0);
}

it('leaves a state, keys and records that their reader takes, and nothing of a key outside its pages', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 5, arbitrary: anyRequest }, approvedUse), {
        minLength: 5,
        maxLength: 25,
      }),
      fc.constantFrom('classic' as const, 'sdk5' as const),
      fc.constantFrom('hsm1' as const, 'hsm2m' as const),
      (asked, client, type) => {
        const hsm = new KeyHsm({ type });
        hsm.client = client;
        for (const name of NAMES) hsm.openSession(name);
        hsm.makePairOf('0x1', P256, { sharedWith: ['cu2', 'cu3'], quorum: { manage: 2, use: 2 } });
        hsm.makeSecret('0x1', { flags: { wrap: true, unwrap: true } });
        for (const one of asked) {
          if ('op' in one) ask(hsm, one);
          else useApproved(hsm, one);
          readBack(hsm);
        }
      },
    ),
    { numRuns: howOften(15, 400) },
  );
});
