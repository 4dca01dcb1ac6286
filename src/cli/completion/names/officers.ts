import { resolve } from 'node:path';
import { listNames } from '../../../files/folder.ts';
import { isFolder } from '../../../files/look.ts';
import { glanceAtCluster } from '../../../hsm/cluster/glance.ts';
import { canonicalUserName } from '../../../token/user-name.ts';
import { expandHome } from '../expand-home.ts';
import type { Surroundings } from '../surroundings.ts';

const MOST_NAMES = 10_000;

/**
 * Names of officers: of the roster or the policy that the line names; without either, of the cluster's users.
 */
export async function listOfficers(
  given: Readonly<Record<string, unknown>>,
  world: Surroundings,
): Promise<readonly string[]> {
  const trusted = [given['roster'], given['policy']].flat().filter((each) => each !== undefined);
  const names: string[] = [];
  for (const each of trusted) {
    for (const name of await listTrusted(placeOf(String(each), world), world)) names.push(name);
  }
  return trusted.length > 0 ? names : listUsers(given, world);
}

async function listTrusted(place: string, world: Surroundings): Promise<readonly string[]> {
  if (isFolder(place)) return listRoster(place);
  return (await import('./policy-accounts.ts')).listPolicyAccounts(place, world);
}

function listRoster(folder: string): readonly string[] {
  const { names, areAll } = listNames(folder, MOST_NAMES);
  // Of more, some would pass for all.
  if (!areAll) return [];
  return names.flatMap((file) =>
    /\.pub$/i.test(file) ? (canonicalUserName(file.slice(0, -4)) ?? []) : [],
  );
}

function listUsers(
  given: Readonly<Record<string, unknown>>,
  world: Surroundings,
): readonly string[] {
  const folder = findClusterFolder(given, world);
  return folder === undefined ? [] : glanceAtCluster(folder).users;
}

/** The folder of the cluster that a line is about: of --hsm, else of MOFN_HSM. */
export function findClusterFolder(
  { hsm = undefined }: Readonly<Record<string, unknown>>,
  world: Surroundings,
): string | undefined {
  const named = hsm ?? (world.env['MOFN_HSM'] || undefined);
  return named === undefined ? undefined : placeOf(String(named), world);
}

function placeOf(typed: string, { cwd, env }: Surroundings): string {
  return resolve(cwd, expandHome(typed, env));
}
