import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { ClusterDump } from '../../src/hsm/cluster/dump.ts';
import type { DumpedKey } from '../../src/hsm/cluster/dumped-key.ts';
import type { KeyRecord } from '../../src/hsm/machine/keys/key-record.ts';
import { keyMaterial, keyRecord } from './key-records.ts';
import { takeKey } from './keys.ts';

/** Keys as a dump has them, on both HSMs of a cluster. Handles are of none of its HSMs. */

/** A generic secret. */
export function dumpedSecret(handle: number, more: Partial<KeyRecord> = {}): DumpedKey {
  const material = Buffer.from(keyMaterial(handle)).toString('base64');
  return { servers: [0, 1], record: keyRecord(handle, more), material };
}

/** A pair of a P-256 key; the handle of the private key is the greater one. */
export function dumpedEcPair(
  handle: number,
  more: Partial<KeyRecord> = {},
): [publicKey: DumpedKey, privateKey: DumpedKey] {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return dumpedPair(handle, privateKey, { type: 'ec', curve: 'secp256r1', ...more });
}

/** A pair of an RSA key of 2048 bits. */
export function dumpedRsaPair(
  handle: number,
  more: Partial<KeyRecord> = {},
): [publicKey: DumpedKey, privateKey: DumpedKey] {
  return dumpedPair(handle, takeKey('dumped').privateKey, { type: 'rsa', ...more });
}

function dumpedPair(
  handle: number,
  privateKey: KeyObject,
  more: Partial<KeyRecord>,
): [DumpedKey, DumpedKey] {
  const spki = createPublicKey(privateKey)
    .export({ format: 'der', type: 'spki' })
    .toString('base64');
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const record = (own: Partial<KeyRecord>): KeyRecord =>
    keyRecord(handle, { checkValue: 'a0b1c2', spki, ...more, ...own });
  return [
    { servers: [0, 1], record: record({ class: 'public-key', bytes: 512 }), material: null },
    {
      servers: [0, 1],
      record: record({ handle: handle + 1, class: 'private-key', bytes: pkcs8.length }),
      material: pkcs8.toString('base64'),
    },
  ];
}

/** A dump of HSMs that have made keys already: low handles are given out. */
export function withHandlesGiven(dump: ClusterDump): ClusterDump {
  const servers = dump.servers.map((server) => ({
    ...server,
    hsm: { ...server.hsm, next: { ...server.hsm.next, handle: 1000 } },
  }));
  return { ...dump, servers };
}
