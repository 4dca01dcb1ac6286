import { fingerprintOfficerKey } from '../../ceremony/officer-key.ts';
import type { KeyHolder } from '../../ceremony/request/judge-signatures.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { Findings } from '../findings.ts';
import { PIECE_FOLDERS } from '../piece.ts';
import type { BundleProblem } from './bundle-problem.ts';

/** What a roster that is trusted says of the keys of a bundle. */
export interface RosterComparison {
  /** Officers whose key is another one. */
  readonly problems: readonly BundleProblem[];
  /** Officers that the roster does not have, by their names. */
  readonly missing: readonly string[];
  /** Whose key it is, by the roster. */
  readonly namesOf: (fingerprint: string) => readonly string[];
}

/**
 * Holds the keys of a bundle, which came with it, against keys that are trusted.
 *
 * An officer may have more keys than the roster knows of, as long as none of those has signed anything: a key of whoever
 * made the bundle beside the officer's own would else pass for it.
 *
 * @param holders everybody of the rosters
 * @param vouchers fingerprints of the keys that signed the bundle itself
 * @example
 * const { problems } = holdAgainstRoster(findings, holdersOfRoster(roster), nodeCrypto);
 */
export function holdAgainstRoster(
  findings: Findings,
  holders: readonly KeyHolder[],
  crypto: CryptoProvider,
  vouchers: readonly string[] = [],
): RosterComparison {
  const trusted = group(
    holders.flatMap(({ names, key }) => {
      const fingerprint = fingerprintOfficerKey(key, crypto);
      return names.map((name) => [name, fingerprint] as const);
    }),
  );
  const given = [...group(listKeys(findings))].sort(([one], [other]) => (one < other ? -1 : 1));
  const missing = given.filter(([name]) => !trusted.has(name));
  const isTheirs = (name: string, key: string): boolean => trusted.get(name)?.has(key) === true;
  // Of somebody with several accounts each key is listed for each account, and is trusted for one of them at least.
  const isStrange = (key: string): boolean =>
    given.every(([name, keys]) => !keys.has(key) || !isTheirs(name, key));
  const strange = [...listSigners(findings), ...vouchers].filter(isStrange);
  const others = given.filter(
    ([name, keys]) =>
      trusted.has(name) &&
      ([...keys].every((key) => !isTheirs(name, key)) || strange.some((key) => keys.has(key))),
  );
  return {
    problems: others.map(([name]) => ({ code: 'other-key', name })),
    missing: missing.map(([name]) => name),
    namesOf: (fingerprint) =>
      [...trusted].filter(([, keys]) => keys.has(fingerprint)).map(([name]) => name),
  };
}

/** Fingerprints of keys that signed something for which somebody counts. */
function listSigners({ policies, requests, tokens }: Findings): readonly string[] {
  const signatures = [...policies, ...requests].flatMap((one) => one.signatures ?? []);
  const approvals = tokens.flatMap((token) => token.approvals);
  return [...signatures, ...approvals].flatMap(({ fingerprint }) => fingerprint ?? []);
}

/** User names, and the keys that the bundle says are theirs. */
function listKeys({ keys, policies }: Findings): readonly (readonly [string, string])[] {
  const ofRoster = keys.filter(({ path }) => path.startsWith(`${PIECE_FOLDERS['public-key']}/`));
  return [
    ...ofRoster.map(({ name, fingerprint }) => [name, fingerprint] as const),
    ...policies.flatMap(({ people }) =>
      people.flatMap(({ accounts, fingerprints }) =>
        accounts.flatMap((account) =>
          fingerprints.map((fingerprint) => [account, fingerprint] as const),
        ),
      ),
    ),
  ];
}

function group(entries: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const [name, value] of entries) {
    groups.set(name, (groups.get(name) ?? new Set()).add(value));
  }
  return groups;
}
