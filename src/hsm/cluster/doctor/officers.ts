import type { UnfitKey } from '../../doctor-finding.ts';
import { isOfficer } from '../../machine/context.ts';
import { readQuorumKey } from '../../machine/quorum-key.ts';
import type { RsaPublicKey } from '../../machine/rsa-public-key.ts';
import { LIMITS } from '../../machine/rules.ts';
import type { HsmState, User } from '../../machine/state.ts';
import type { KeyProblem } from '../../refusals.ts';

/** Who of one HSM's users can approve, and who could. */
export interface OfficerFacts {
  readonly officers: readonly User[];
  readonly locked: readonly User[];
  /** Officers by the modulus of the key that they registered: who has the same key counts once. */
  readonly byKey: ReadonlyMap<string, readonly string[]>;
  readonly unfit: readonly UnfitKey[];
  /** Officers without a key that counts who can log in, and so can register one. */
  readonly withoutKey: readonly User[];
}

/** Reads registered keys; of the servers of a cluster most have the same. */
export type KeyReader = (spki: string) => RsaPublicKey | KeyProblem;

export function createKeyReader(): KeyReader {
  const known = new Map<string, RsaPublicKey | KeyProblem>();
  return (spki) => {
    const key = known.get(spki) ?? readQuorumKey(Buffer.from(spki, 'base64'));
    known.set(spki, key);
    return key;
  };
}

/** Whether too many wrong passwords have locked a user. */
export function isLocked(user: User): boolean {
  return user.loginFailures > LIMITS.loginFailures;
}

export function examineOfficers({ users }: HsmState, readKey: KeyReader): OfficerFacts {
  const officers = users.filter(isOfficer);
  const byKey = new Map<string, string[]>();
  const unfit: UnfitKey[] = [];
  const withoutKey: User[] = [];
  for (const officer of officers) {
    const key = officer.quorumKey === null ? undefined : readKey(officer.quorumKey.spki);
    if (key !== undefined && 'code' in key) unfit.push({ user: officer.name, problem: key });
    if (key !== undefined && !('code' in key)) {
      const holders = byKey.get(key.modulus);
      if (holders === undefined) {
        byKey.set(key.modulus, [officer.name]);
        continue;
      }
      holders.push(officer.name);
    }
    if (!isLocked(officer)) withoutKey.push(officer);
  }
  // Whoever came with the HSM last: it is nobody's own account.
  withoutKey.sort((one, other) => Number(one.type === 'PCO') - Number(other.type === 'PCO'));
  return { officers, locked: officers.filter(isLocked), byKey, unfit, withoutKey };
}

/** How many approvals can come together now. */
export function countApprovers({ byKey }: OfficerFacts): number {
  return byKey.size;
}

/** How many could, were everybody to register a key who can: approvals are signed outside, locked or not. */
export function countAble({ byKey, withoutKey }: OfficerFacts): number {
  return byKey.size + withoutKey.length;
}
