import { fingerprintOfficerKey } from '../../ceremony/officer-key.ts';
import type { Policy } from '../../ceremony/policy/policy.ts';
import { holdersOfPolicy, rosterOfPolicy } from '../../ceremony/policy/roster-of-policy.ts';
import { holdersOfRoster, type KeyHolder } from '../../ceremony/request/judge-signatures.ts';
import {
  findOfficer,
  type Roster,
  type RosterFile,
  readOfficerKey,
  readRoster,
} from '../../ceremony/roster.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { escapeUnsafe } from '../../printable.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import { describeRosterProblem } from '../../words/roster.ts';
import type { KnownFile } from './known-files.ts';
import type { KeyView, PageFiles } from './page-model.ts';
import { folderOf, nameOf } from './paths.ts';

/** The officers' public keys: of a roster, or, where none was dropped, of a policy. */
export interface OfficerKeys {
  /** @param at seconds since 1970: when the token was made, where it is known */
  readonly rosterAt: (at?: number) => Roster;
  readonly holdersAt: (at?: number) => readonly KeyHolder[];
  readonly inPolicy: boolean;
  /** Whether there is anybody's key. */
  readonly isThere: boolean;
}

/** What people call keys and certificates, as the command line looks for them in a roster. */
const KEY_NAME = /\.(pub|pem|crt|cer|der|cert)$/i;
const OFFICER_NAME = /\.pub$/i;

/** What stands for a private key of which nothing is kept: enough to say what it was. */
const PRIVATE_KEY: Uint8Array = new TextEncoder().encode('-----BEGIN PRIVATE KEY-----\n');

/**
 * Finds the roster in what was dropped: the folders with a NAME.pub, but for those whose keys a policy names.
 *
 * @param ofPolicies paths of the keys that policies name
 */
export function findRoster(
  files: readonly KnownFile[],
  { refused }: Pick<PageFiles, 'refused'>,
  ofPolicies: ReadonlySet<string>,
): Roster {
  const all: readonly { readonly path: string; readonly content: RosterFile['content'] }[] = [
    ...files.map(({ path, bytes }) => ({ path, content: bytes })),
    ...refused.map(({ path }) => ({ path, content: PRIVATE_KEY })),
  ].filter(({ path }) => !ofPolicies.has(path));
  const folders = new Set(
    all.filter(({ path }) => OFFICER_NAME.test(path)).map(({ path }) => folderOf(path)),
  );
  return readRoster(
    all
      .filter(({ path }) => folders.has(folderOf(path)) && KEY_NAME.test(path))
      .map(({ path, content }) => ({ fileName: nameOf(path), content })),
  );
}

/** @param now milliseconds since 1970 */
export function chooseKeys(roster: Roster, policy: Policy | undefined, now: number): OfficerKeys {
  if (roster.officers.length > 0 || policy === undefined) {
    return {
      rosterAt: () => roster,
      holdersAt: () => holdersOfRoster(roster),
      inPolicy: false,
      isThere: roster.officers.length > 0,
    };
  }
  const today = Math.floor(now / 1000);
  return {
    rosterAt: (at = today) => rosterOfPolicy(policy, at),
    holdersAt: (at = today) => holdersOfPolicy(policy, at),
    inPolicy: true,
    isThere: true,
  };
}

/** Each key that was dropped: whose it is, and why it counts for nobody where it does not. */
export function viewKeys(
  files: readonly KnownFile[],
  roster: Roster,
  ofPolicies: ReadonlySet<string>,
  crypto: CryptoProvider,
): readonly KeyView[] {
  return files
    .filter(({ path, kind }) => isKey(kind) || OFFICER_NAME.test(path))
    .map(({ path, bytes }) => {
      const read = readOfficerKey({ content: bytes });
      const inPolicy = ofPolicies.has(path);
      const name = canonicalUserName(nameOf(path).replace(OFFICER_NAME, ''));
      const officer = OFFICER_NAME.test(path) && !inPolicy ? name : undefined;
      const known = officer === undefined ? undefined : findOfficer(roster, officer);
      const problem = known?.problem ?? read.problem;
      return {
        path,
        ...(officer === undefined ? {} : { officer }),
        ...(read.key === undefined
          ? {}
          : { fingerprint: fingerprintOfficerKey(read.key, crypto), bits: read.key.bits }),
        inPolicy,
        ...(problem === undefined ? {} : { problem: escapeUnsafe(describeRosterProblem(problem)) }),
      };
    });
}

function isKey(kind: KnownFile['kind']): boolean {
  return kind === 'public-key' || kind === 'certificate';
}
