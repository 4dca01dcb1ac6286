// A cluster of two HSMs with as many keys as wanted, made in one go: a dump that is loaded.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createMemoryCluster } from '../dist/modules/hsm/cluster/cluster.js';
import { dumpCluster, readDump } from '../dist/modules/hsm/cluster/dump.js';
import { createClusterFromDump } from '../dist/modules/hsm/cluster/load-dump.js';
import { KEY_FLAGS } from '../dist/modules/hsm/keys.js';
import { FIRST_HANDLE, handleOf } from '../dist/modules/hsm/machine/keys/handles.js';

/**
 * @param {string} folder of the cluster
 * @param {object} plan as `createCluster` takes it; its last user owns the keys
 * @param {number} count how many keys
 * @returns {{ publicKey: number, privateKey: number }} handles of an RSA pair among them
 */
export function createKeyCluster(folder, plan, count) {
  const dump = dumpCluster(createMemoryCluster(plan));
  const [first, second] = dump.servers;
  const { users } = first.hsm;
  const owner = users.at(-1).id;
  const keys = makeKeys(owner, first.hsm.node, count);
  const next = { ...first.hsm.next, handle: FIRST_HANDLE + count };
  const servers = [{ ...first, hsm: { ...first.hsm, next } }, second];
  createClusterFromDump(folder, readDump({ ...dump, servers, keys }, 'dump'));
  return { publicKey: keys[0]?.record.handle, privateKey: keys[1]?.record.handle };
}

/** Pairs, all of one RSA key: making thousands would take an hour. */
function makeKeys(owner, node, count) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = createPublicKey(privateKey)
    .export({ type: 'spki', format: 'der' })
    .toString('base64');
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  return Array.from({ length: count }, (_, index) => {
    const isPublic = index % 2 === 0;
    const flags = { token: true, destroyable: true, extractable: true, modifiable: true };
    const own = isPublic ? { verify: true } : { sign: true, private: true, sensitive: true };
    return {
      servers: [0, 1],
      record: {
        handle: handleOf(node, FIRST_HANDLE + index),
        owner,
        sharedWith: [],
        quorum: { manage: 0, use: 0 },
        class: isPublic ? 'public-key' : 'private-key',
        type: 'rsa',
        label: `key ${index}`,
        id: '',
        flags: Object.fromEntries(
          KEY_FLAGS.map((flag) => [flag, flags[flag] ?? own[flag] ?? false]),
        ),
        checkValue: '000000',
        bytes: isPublic ? 512 : pkcs8.length,
        spki,
        curve: null,
      },
      material: isPublic ? null : pkcs8.toString('base64'),
    };
  });
}
