import path from 'node:path';

import { CommandFailure } from '../../../command-failure.ts';
import { parseTime } from '../../../hsm/cluster/clock.ts';
import type { ClusterPlan } from '../../../hsm/cluster/cluster.ts';
import { parseFault } from '../../../hsm/cluster/faults.ts';
import type { SeedUser } from '../../../hsm/cluster/seed-file.ts';
import { FIRST_SERVERS, parseVendorConfig } from '../../../hsm/cluster/vendor-config.ts';
import type { NewUser } from '../../../hsm/machine/create-state.ts';
import { LIMITS } from '../../../hsm/machine/rules.ts';
import type { Context } from '../../context.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { NEW_CLUSTER_OPTIONS } from './options.ts';

/** The values of {@link NEW_CLUSTER_OPTIONS}. */
export interface NewClusterArguments {
  readonly from: string | undefined;
  readonly servers: string | undefined;
  readonly officers: number | undefined;
  readonly flavour: string | undefined;
  readonly seed: string | undefined;
  readonly clock: string | undefined;
}

const FIRST_PASSWORD = 'password';
/** All users but those that every HSM has: admin and app_user. */
const MOST_OFFICERS = LIMITS.users - 2;

/**
 * What a new cluster is to be, by seed file and options; an option counts more than the seed file.
 *
 * @throws Failure of kind `file` or `key` where a named file is not what it should be, of kind `usage`
 *   where an option makes no sense
 */
export async function planCluster(
  args: NewClusterArguments,
  context: Context,
): Promise<ClusterPlan> {
  const base = args.from === undefined ? {} : await planOfSeed(args.from, context);
  const officers = args.officers === undefined ? {} : planOfficers(args.officers, base);
  const servers =
    args.servers === undefined
      ? {}
      : { servers: parseVendorConfig(await readText(args.servers, context), quoted(args.servers)) };
  const time =
    args.clock === undefined
      ? {}
      : { clock: { kind: 'standing', at: parseTime(args.clock) } as const };
  return {
    ...base,
    ...officers,
    ...servers,
    ...time,
    ...(args.flavour === undefined ? {} : { flavour: args.flavour }),
    ...(args.seed === undefined ? {} : { seed: args.seed }),
  };
}

function planOfficers(count: number, base: ClusterPlan): ClusterPlan {
  if (!Number.isInteger(count) || count < 0 || count > MOST_OFFICERS) {
    throw new CommandFailure('usage', `--officers ${count}: expected 0 to ${MOST_OFFICERS}`);
  }
  if (base.users !== undefined && base.users.length > 0) {
    throw new CommandFailure(
      'usage',
      '--officers, but the seed file has users',
      'use one of the two',
    );
  }
  const users = Array.from({ length: count }, (_, index) => ({
    type: 'CO' as const,
    name: `officer${index + 1}`,
    password: FIRST_PASSWORD,
  }));
  return { adminPassword: base.adminPassword ?? FIRST_PASSWORD, users };
}

async function planOfSeed(file: string, context: Context): Promise<ClusterPlan> {
  const { readSeed } = await import('./read-seed.ts');
  const flavours: readonly string[] = NEW_CLUSTER_OPTIONS.flavour.choices;
  const { seed, folder } = await readSeed(file, flavours, context);
  const { clock, users, faults, ...rest } = seed;
  const servers = (seed.servers ?? FIRST_SERVERS).length;
  return {
    ...rest,
    ...(clock === undefined ? {} : { clock: { kind: 'standing', at: clock } }),
    users: await Promise.all(users.map((user) => planUser(user, folder, context))),
    faults: faults.map((text) => parseFault(text, servers)),
  };
}

async function planUser(
  { key, ...user }: SeedUser,
  folder: string,
  context: Context,
): Promise<NewUser> {
  if (key === undefined) return user;
  const { openPublicKey } = await import('../../../signer/containers/public-key.ts');
  const inline = key.startsWith('-----BEGIN ');
  const name = inline ? `the key of ${user.name}` : path.resolve(folder, key);
  const bytes = inline ? Buffer.from(key) : await readInput(name, 'public key', context);
  const publicKey = await openPublicKey(bytes, { name });
  return { ...user, publicKey: publicKey.export({ type: 'spki', format: 'der' }) };
}

async function readText(file: string, context: Context): Promise<string> {
  return (await readInput(file, 'configuration file', context)).toString('utf8');
}
