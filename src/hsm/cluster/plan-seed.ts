import { parseFault } from './fault-text.ts';
import type { ClusterPlan } from './plan.ts';
import type { SeedFile, SeedUser } from './seed.ts';
import { FIRST_SERVERS } from './vendor-config.ts';

/**
 * The cluster that a seed file describes.
 *
 * @param readKey reads the key of a user who has one: SubjectPublicKeyInfo, DER
 * @throws what `readKey` throws
 * @example
 * const seed = readSeedFile(JSON.parse(seedText));
 * const plan = await planSeed(seed, async ({ key }) => {
 *   const opened = await openPublicKey(await readFile(key), { name: key });
 *   return opened.export({ type: 'spki', format: 'der' });
 * });
 * createCluster('test-cluster', plan);
 */
export async function planSeed(
  { clock, users, faults, ...rest }: SeedFile,
  readKey: (user: SeedUser & { readonly key: string }) => Promise<Uint8Array>,
): Promise<ClusterPlan> {
  const servers = (rest.servers ?? FIRST_SERVERS).length;
  return {
    ...rest,
    ...(clock === undefined ? {} : { clock: { kind: 'standing', at: clock } }),
    users: await Promise.all(
      users.map(async ({ key, ...user }) =>
        key === undefined ? user : { ...user, publicKey: await readKey({ ...user, key }) },
      ),
    ),
    faults: faults.map((text) => parseFault(text, servers)),
  };
}
