/** Whose keys are in a bundle, and what its policies are. */
import { fingerprintOfficerKey } from '../../ceremony/officer-key.ts';
import { keysOfOfficer } from '../../ceremony/roster.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { KeyFinding, PolicyFinding } from '../findings.ts';
import { PIECE_FOLDERS } from '../piece.ts';
import { describeSignatures } from './signatures.ts';
import { listHolders, type PolicyPiece, type Trust } from './trust.ts';

export function listKeys(
  { policies, roster }: Trust,
  crypto: CryptoProvider,
): readonly KeyFinding[] {
  const ofRoster = roster.officers.flatMap((officer) =>
    keysOfOfficer(officer).map((key) => ({
      path: `${PIECE_FOLDERS['public-key']}/${officer.fileName}`,
      name: officer.name,
      fingerprint: fingerprintOfficerKey(key, crypto),
    })),
  );
  const ofPolicies = policies.flatMap(({ path, policy: { people } }) =>
    people.flatMap(({ name, keys }) =>
      keys.map(({ fingerprint }) => ({ path, name, fingerprint })),
    ),
  );
  return [...ofRoster, ...ofPolicies];
}

/** @param at seconds since 1970: whose keys were valid then can have signed the policy */
export function describePolicies(
  trust: Trust,
  at: number,
  crypto: CryptoProvider,
): readonly PolicyFinding[] {
  const holders = listHolders(trust, at);
  const describe = ({ path, policy, signed }: PolicyPiece): PolicyFinding => ({
    path,
    digest: policy.digest,
    name: policy.name ?? null,
    people: policy.people.map(({ id, name, groups, accounts, keys }) => ({
      id,
      name,
      groups,
      accounts,
      fingerprints: keys.map(({ fingerprint }) => fingerprint),
    })),
    signatures: signed === undefined ? null : describeSignatures(signed, holders, crypto),
  });
  return trust.policies.map(describe);
}
