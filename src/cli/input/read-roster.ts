import { dirname, join, resolve } from 'node:path';
import type { Policy } from '../../ceremony/policy/policy.ts';
import { holdersOfRoster, type KeyHolder } from '../../ceremony/request/judge-signatures.ts';
import type { Roster } from '../../ceremony/roster.ts';
import { isFailure } from '../../failure.ts';
import { isFolder, isThere } from '../../files/look.ts';
import { nodeCrypto } from '../../node/node-crypto.ts';
import { readRosterFolder } from '../../node/roster-folder.ts';
import { readTokenFile } from '../../token/token-file.ts';
import { describeContent } from '../../words/content.ts';
import { quotePath } from '../../words/quote-for-shell.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Context } from '../context.ts';
import { quoted } from './read-file.ts';

/** The officers' public keys, from wherever `--roster` says that they are. */
export interface RosterInput {
  /**
   * Whose key each is.
   *
   * @param at seconds since 1970: when the token was made, where it is known; a policy's keys have their time
   */
  readonly rosterAt: (at?: number) => Roster;
  /** Whose signatures of a request count. */
  readonly holdersAt: (at?: number) => readonly KeyHolder[];
  /** Whether it is of a policy, and not of a folder. */
  readonly inPolicy: boolean;
  /** What was read. */
  readonly files: readonly { readonly what: string; readonly path: string }[];
}

/**
 * Reads a roster: a folder of `NAME.pub`, or a policy.
 *
 * @throws Failure `file-unreadable`, `folder-too-large`; of a policy as `readPolicyInput`
 * @throws CommandFailure where there is no key in it
 */
export async function readRosterInput(path: string, context: Context): Promise<RosterInput> {
  const place = resolve(context.cwd, path);
  if (isThere(place) && !isFolder(place)) return readFromPolicy(path, context);
  const roster = readRosterFolder(path, context.cwd);
  if (roster.officers.length === 0 && roster.strays.length === 0) throw noKeyIn(path);
  const files = [...roster.officers, ...roster.strays].map(({ fileName }) => ({
    what: 'key of the roster',
    path: join(path, fileName),
  }));
  const holdersAt = () => holdersOfRoster(roster);
  return { rosterAt: () => roster, holdersAt, inPolicy: false, files };
}

/** Of a roster in which there is no key, or none that proves anything. */
export function noKeyIn(path: string): CommandFailure {
  return new CommandFailure(
    'key',
    `there is no public key in the roster ${quoted(path)}`,
    `"ls -l ${quotePath(path)}" shows what is there; a roster is a folder with a file NAME.pub for each officer, or a policy`,
  );
}

async function readFromPolicy(path: string, context: Context): Promise<RosterInput> {
  const { readPolicyInput } = await import('./read-policy.ts');
  try {
    return await rosterInputOf(await readPolicyInput(path, context), path, context);
  } catch (error) {
    if (!isFailure(error) || error.code !== 'other-content') throw error;
    throw new CommandFailure(
      'file',
      `${quoted(path)} is ${describeContent(error.values.found)}, expected a roster: a folder with a NAME.pub for each officer, or a policy`,
      `name the folder that it is in: --roster ${quotePath(dirname(path))}`,
      { cause: error },
    );
  }
}

/** When a token was made, in seconds since 1970; nothing where the file is none. */
export function findTokenTime(file: Uint8Array): number | undefined {
  try {
    return readTokenFile(file, nodeCrypto).records[0]?.created;
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/**
 * The roster that a policy is.
 *
 * @param path of its file
 */
export async function rosterInputOf(
  policy: Policy,
  path: string,
  { now }: Context,
): Promise<RosterInput> {
  const { holdersOfPolicy, rosterOfPolicy } = await import(
    '../../ceremony/policy/roster-of-policy.ts'
  );
  const today = Math.floor(now() / 1000);
  return {
    rosterAt: (at = today) => rosterOfPolicy(policy, at),
    holdersAt: (at = today) => holdersOfPolicy(policy, at),
    inPolicy: true,
    files: [{ what: 'policy', path }],
  };
}
