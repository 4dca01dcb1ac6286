import type { CryptoProvider } from '../../crypto-provider.ts';
import { identifyKey, isSignatureOfDigest, type OfficerKey } from '../officer-key.ts';
import type { Roster, RosterOfficer, UsableOfficer } from '../roster.ts';
import type { JudgedRequestSignature, SignedRequest } from './request.ts';

/** A key at hand, and whose it is. */
export interface KeyHolder {
  /** Officers or accounts, several where they share it. */
  readonly names: readonly string[];
  readonly key: OfficerKey;
}

/**
 * Says whose the signatures of a request are. What the envelope itself says of that is not believed.
 *
 * @param holders whose keys are trusted
 * @returns one for each signature, in the order of the file. Each key counts once.
 * @example
 * const signed = readRequest(readFileSync('request.json'));
 * judgeRequestSignatures(signed, holdersOfRoster(roster), nodeCrypto).map(({ state }) => state); // ['right']
 */
export function judgeRequestSignatures(
  { signedBytes, signatures }: Pick<SignedRequest, 'signedBytes' | 'signatures'>,
  holders: readonly KeyHolder[],
  crypto: CryptoProvider,
): readonly JudgedRequestSignature[] {
  const digest = crypto.sha256(signedBytes);
  const seen = new Set<string>();
  return signatures.map(({ keyId, signature }) => {
    const theirs = holders.filter(({ key }) => isSignatureOfDigest(key, digest, signature, crypto));
    const [first] = theirs;
    if (first === undefined) return { state: 'unknown', keyId };
    const names = [...new Set(theirs.flatMap((holder) => holder.names))];
    const id = identifyKey(first.key);
    const state = seen.has(id) ? 'repeated' : 'right';
    seen.add(id);
    return { state, keyId, names };
  });
}

/** Those officers of a roster whose keys an HSM has, or would have but for another's of the same key. */
export function holdersOfRoster({ officers }: Roster): readonly KeyHolder[] {
  return officers
    .filter(isTrusted)
    .flatMap(({ name, key, otherKeys = [] }) =>
      [key, ...otherKeys].map((one) => ({ names: [name], key: one })),
    );
}

function isTrusted(officer: RosterOfficer): officer is UsableOfficer {
  const { key, problem } = officer;
  return key !== undefined && (problem === undefined || problem.code === 'shared-key');
}
