import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Roster } from '../../../../ceremony/roster.ts';
import { numbersOf } from '../../../../signer/rsa-key-object.ts';
import { canonicalUserName } from '../../../../token/user-name.ts';
import type { VerifyKeys } from '../keys.ts';

/** The roster to check signatures with, of which some are said to be by these names. */
export type RosterOf = (names: readonly string[]) => Roster;

/** A single key is the key of whoever is said to have signed; where nobody is, it goes by its own name. */
export function makeRosterOf(keys: VerifyKeys): RosterOf {
  if (keys.kind === 'roster') return () => keys.roster;
  const { key, path } = keys;
  const officerKey = readOfficerKey(key);
  return (names) => {
    const canonical = names.flatMap((name) => canonicalUserName(name) ?? []);
    const officers = [...new Set(canonical.length > 0 ? canonical : [path])];
    return {
      officers: officers.map((name) => ({ name, fileName: path, key: officerKey })),
      strays: [],
    };
  };
}

function readOfficerKey(key: KeyObject) {
  return {
    numbers: numbersOf(key.type === 'private' ? createPublicKey(key) : key),
    bits: key.asymmetricKeyDetails?.modulusLength ?? 0,
  };
}
