import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import { type ClusterDump, dumpCluster, readDump } from '../../../src/hsm/cluster/dump.ts';
import type { DumpedKey } from '../../../src/hsm/cluster/dumped-key.ts';
import { createClusterFromDump, restoreCluster } from '../../../src/hsm/cluster/load-dump.ts';
import type { KeyRecord } from '../../../src/hsm/machine/keys/key-record.ts';
import { failureOf } from '../../support/failure-of.ts';
import { takeKey } from '../../support/keys.ts';
import {
  dumpedEcPair,
  dumpedRsaPair,
  dumpedSecret,
  withHandlesGiven,
} from '../../support/whole-keys.ts';

const RSA = dumpedRsaPair(10, { owner: 1 });
const EC = dumpedEcPair(20, { owner: 1, sharedWith: [2] });
const SECRET = dumpedSecret(30, { owner: 1 });
const AES = dumpedSecret(31, { owner: 1, type: 'aes', checkValue: '010203' });
const KEYS: readonly DumpedKey[] = [...RSA, ...EC, SECRET, AES];

let root: string;
let dump: ClusterDump;

beforeAll(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-dumped-keys-'));
  dump = {
    ...withHandlesGiven(dumpCluster(createMemoryCluster({ adminPassword: 'password' }))),
    keys: KEYS,
  };
});
afterAll(() => fs.rmSync(root, { recursive: true }));

function load(changed: unknown, folder: string): void {
  createClusterFromDump(
    path.join(root, folder),
    readDump(JSON.parse(JSON.stringify(changed)), 'dump'),
  );
}

const withRecord = (key: DumpedKey, more: Partial<KeyRecord>): DumpedKey => ({
  ...key,
  record: { ...key.record, ...more },
});

const der = (key: ReturnType<typeof createPrivateKey>): Buffer =>
  key.export({ format: 'der', type: 'pkcs8' });

/** Other numbers in a private key, as RFC 7518, 6.3.2 names them. */
function changeRsa(change: (jwk: { d?: string }) => object): DumpedKey {
  const jwk = takeKey('dumped').privateKey.export({ format: 'jwk' });
  const pkcs8 = der(createPrivateKey({ key: { ...jwk, ...change(jwk) }, format: 'jwk' }));
  return { ...withRecord(RSA[1], { bytes: pkcs8.length }), material: pkcs8.toString('base64') };
}

/** The secret number of another key beside the point of this one: SEC 1, C.4 has both. */
function swapScalar(): DumpedKey {
  const own = Buffer.from(EC[1].material ?? '', 'base64');
  const other = der(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey);
  // Version, algorithm and the heads of ECPrivateKey are 36 bytes, the number 32.
  const pkcs8 = Buffer.concat([own.subarray(0, 36), other.subarray(36, 68), own.subarray(68)]);
  return { ...EC[1], material: pkcs8.toString('base64') };
}

describe('a dump with keys', () => {
  it('gives them again, each with what it is made of', () => {
    load(dump, 'whole');
    const cluster = createMemoryCluster({ adminPassword: 'password' });
    restoreCluster(cluster, readDump(JSON.parse(JSON.stringify(dump)), 'dump'));
    expect(dumpCluster(cluster)).toEqual({ ...dump, settings: cluster.readSettings() });
    expect(dumpCluster(cluster, { withoutKeys: true }).keys).toBeNull();
    expect(cluster.hsms.map((hsm) => hsm.readKey(20))).toEqual([EC[0].record, EC[0].record]);
  });

  it('tells apart what is not the same on all servers', () => {
    const keys = [
      { ...SECRET, servers: [0] },
      { ...withRecord(SECRET, { sharedWith: [2] }), servers: [1] },
      { ...AES, servers: [1] },
    ];
    const cluster = createMemoryCluster({ adminPassword: 'password' });
    restoreCluster(cluster, readDump({ ...dump, keys }, 'dump'));
    expect(dumpCluster(cluster).keys).toEqual(keys);
    expect(cluster.hsms.map((hsm) => hsm.inspect().state.hsm.keys.count)).toEqual([1, 2]);
  });

  it.each<[string, readonly unknown[], RegExp]>([
    ['a private key without material', [{ ...RSA[1], material: null }], /key 11: a public key has/],
    [
      'a public key with material',
      [{ ...RSA[0], material: RSA[1].material }],
      /key 10: a public key has/,
    ],
    [
      'the private key of another public key',
      [withRecord(RSA[1], { spki: takeKey('other').spki.toString('base64') })],
      /key 11: .* of another public key/,
    ],
    [
      'an RSA key whose numbers do not go together',
      [changeRsa(({ d = '' }) => ({ d: `${d.startsWith('A') ? 'B' : 'A'}${d.slice(1)}` }))],
      /key 11: its material is no private key/,
    ],
    ['a secret number of another point', [swapScalar()], /key 21: its material is no private key/],
    ['another curve', [withRecord(EC[0], { curve: 'secp256k1' })], /key 20: its spki is no public/],
    ['another type', [withRecord(EC[0], { type: 'rsa' })], /key 20: its spki is no public/],
    [
      'no curve of an EC key',
      [withRecord(EC[0], { curve: null })],
      /key 20: its spki is no public/,
    ],
    ['a secret key of a pair', [withRecord(SECRET, { type: 'rsa' })], /key 30: its spki is no/],
    ['another length', [withRecord(SECRET, { bytes: 31 })], /key 30: its material has not the/],
    [
      'an AES key of 31 bytes',
      [{ ...withRecord(AES, { bytes: 31 }), material: Buffer.alloc(31).toString('base64') }],
      /key 31: its material has not the length/,
    ],
    [
      'a longer private key than is said',
      [withRecord(RSA[1], { bytes: 1 })],
      /key 11: its material has not the length/,
    ],
    [
      'a handle twice',
      [SECRET, withRecord(SECRET, { label: 'x' })],
      /key handle 30 is there twice/,
    ],
    [
      'a handle that is to be given out yet',
      // Of node 1, server 0: 0x203e8 is its next.
      [withRecord(SECRET, { handle: 0x2_03e8 })],
      /servers\.0.*key 132072 has a handle that is to be given out yet/,
    ],
    ['an owner who does not exist yet', [withRecord(SECRET, { owner: 3 })], /user id 3 is in use/],
    [
      'a server that it has not',
      [{ ...SECRET, servers: [0, 2] }],
      /keys\.0\.servers: expected 0 to 1/,
    ],
    ['a server twice', [{ ...SECRET, servers: [1, 1] }], /expected each number once/],
    ['a key of no server', [{ ...SECRET, servers: [] }], /keys\.0\.servers/],
    ['what is no base64', [{ ...SECRET, material: 'x' }], /keys\.0\.material: expected base64/],
    ['a label that is too long', [withRecord(SECRET, { label: 'x'.repeat(128) })], /record\.label/],
    ['a quorum of nine', [withRecord(SECRET, { quorum: { use: 9, manage: 0 } })], /quorum\.use/],
    ['a member too many', [{ ...SECRET, note: 1 }], /keys\.0\.note: unknown key/],
  ])('%s is refused', (_, keys, reason) => {
    expect(failureOf(() => load({ ...dump, keys }, 'new')).message).toMatch(reason);
    expect(fs.existsSync(path.join(root, 'new'))).toBe(false);
  });

  it('more keys than an HSM holds is refused', () => {
    const keys = Array.from({ length: 3301 }, (_, index) => dumpedSecret(index + 1, { owner: 1 }));
    expect(failureOf(() => load({ ...dump, keys }, 'new')).message).toMatch(
      /3301 of them, an HSM of this type holds 3300/,
    );
  });

  it('a state that names pages is refused', () => {
    const table = { count: 1, directories: [], sessionKeys: [], retired: [] };
    const object = `000000000001-${'0'.repeat(64)}`;
    const changed = {
      ...dump,
      servers: dump.servers.map((server) => ({
        ...server,
        hsm: { ...server.hsm, keys: { ...table, directories: [{ number: 0, object }] } },
      })),
    };
    expect(failureOf(() => load(changed, 'new')).message).toMatch(
      /servers\.0.*hsm\.keys: expected/,
    );
  });
});
