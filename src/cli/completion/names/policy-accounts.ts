import { basename, dirname } from 'node:path';
import { readPolicy } from '../../../ceremony/policy/read-policy.ts';
import { readSignedPolicy } from '../../../ceremony/policy/signed-policy.ts';
import { readRegularFile } from '../../../files/read.ts';
import { nodeCrypto } from '../../../node/node-crypto.ts';
import { policyKeys } from '../../../node/policy-keys.ts';
import { looksLikeJson } from '../../../token/json/looks-like-json.ts';
import type { Surroundings } from '../surroundings.ts';

/** More than any policy has; it is read at a Tab. */
const MOST_BYTES = 1 << 18;

/** The accounts of the people of a sound policy, signed or not. */
export function listPolicyAccounts(file: string, { cwd }: Surroundings): readonly string[] {
  const options = { what: 'policy', folder: dirname(file), limit: MOST_BYTES };
  const bytes = readRegularFile(basename(file), options);
  const toml = looksLikeJson(bytes) ? readSignedPolicy(bytes).toml : bytes;
  const world = { sha256: nodeCrypto.sha256, openKey: policyKeys(file, cwd) };
  return readPolicy(toml, world).policy?.people.flatMap(({ accounts }) => accounts) ?? [];
}
