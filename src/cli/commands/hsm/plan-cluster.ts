import path from 'node:path';
import { readRegularFile } from '../../../files/read.ts';
import { parseTime } from '../../../hsm/cluster/clock.ts';
import type { ClusterPlan } from '../../../hsm/cluster/plan.ts';
import { planSeed } from '../../../hsm/cluster/plan-seed.ts';
import { parseVendorConfig } from '../../../hsm/cluster/vendor-config.ts';
import type { FlavourName } from '../../../hsm/flavours.ts';
import type { HsmType } from '../../../hsm/hsm-types.ts';
import { FIRST_PASSWORD, FIRST_USERS, LIMITS } from '../../../hsm/machine/rules.ts';
import type { Sdk5Edition } from '../../../hsm/sdk5-edition.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';

/** The values of the options that every command has that makes a cluster. */
export interface NewClusterArguments {
  readonly from: string | undefined;
  readonly servers: string | undefined;
  readonly officers: number | undefined;
  readonly flavour: FlavourName | undefined;
  readonly type: HsmType | undefined;
  readonly edition: Sdk5Edition['edition'] | undefined;
  readonly 'token-path': Sdk5Edition['tokenPath'] | undefined;
  readonly 'value-set': Sdk5Edition['valueSet'] | undefined;
  readonly numbers: Sdk5Edition['numbers'] | undefined;
  readonly 'key-quorum': Sdk5Edition['keyQuorum'] | undefined;
  readonly seed: string | undefined;
  readonly clock: string | undefined;
}

/** All users but those that every HSM has. */
const MOST_OFFICERS = LIMITS.users - FIRST_USERS.length;

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
      : { servers: parseVendorConfig(await readText(args.servers, context), args.servers) };
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
    ...(args.type === undefined ? {} : { type: args.type }),
    sdk5: { ...base.sdk5, ...planSdk5(args) },
    ...(args.seed === undefined ? {} : { seed: args.seed }),
  };
}

function planSdk5({
  edition,
  'token-path': tokenPath,
  'value-set': valueSet,
  numbers,
  'key-quorum': keyQuorum,
}: NewClusterArguments): Partial<Sdk5Edition> {
  return {
    ...(edition === undefined ? {} : { edition }),
    ...(tokenPath === undefined ? {} : { tokenPath }),
    ...(valueSet === undefined ? {} : { valueSet }),
    ...(numbers === undefined ? {} : { numbers }),
    ...(keyQuorum === undefined ? {} : { keyQuorum }),
  };
}

function planOfficers(count: number, base: ClusterPlan): ClusterPlan {
  if (!Number.isInteger(count) || count < 0 || count > MOST_OFFICERS) {
    throw new CommandFailure(
      'usage',
      `--officers ${count}: expected 0 to ${MOST_OFFICERS}`,
      'that is as many as an HSM has room for beside its own',
    );
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
  const { seed, folder } = await readSeed(file, context);
  return planSeed(seed, ({ name, key }) => readKey(name, key, folder));
}

/** Most bytes that the file of a public key may have. */
const LARGEST_KEY = 1 << 20;

async function readKey(user: string, key: string, folder: string): Promise<Uint8Array> {
  const { openPublicKey } = await import('../../../signer/containers/public-key.ts');
  const inline = key.startsWith('-----BEGIN ');
  const name = inline ? `the key of ${user}` : path.resolve(folder, key);
  const options = { what: 'public key', folder, limit: LARGEST_KEY };
  const bytes = inline ? Buffer.from(key) : readRegularFile(name, options);
  const publicKey = await openPublicKey(bytes, { name });
  return publicKey.export({ type: 'spki', format: 'der' });
}

async function readText(file: string, context: Context): Promise<string> {
  const bytes = await readInput(file, 'configuration file', context);
  refuseOtherContent(bytes, 'configuration', file);
  return bytes.toString('utf8');
}
