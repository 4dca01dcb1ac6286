import { createHmac, scryptSync, timingSafeEqual } from 'node:crypto';

import { PASSWORD_COST } from './password-cost.ts';
import { LIMITS } from './rules.ts';
import type { HsmState, PasswordRecord, User } from './state.ts';

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Whether the HSM takes it as a new password: 7 to 32 characters, case and all. */
export function isPasswordAllowed(password: string): boolean {
  const { least, most } = LIMITS.passwordCharacters;
  const characters = countCharacters(password);
  return characters >= least && characters <= most;
}

/** How many characters a password has: code points, whatever bytes they take. */
export function countCharacters(password: string): number {
  return [...password].length;
}

/**
 * Makes the record of a new password.
 *
 * @param random gives that many random bytes; 16 are asked for
 */
export function hashPassword(
  password: string,
  random: (bytes: number) => Uint8Array,
): PasswordRecord {
  const salt = random(SALT_BYTES);
  return {
    cost: PASSWORD_COST,
    salt: Buffer.from(salt).toString('base64'),
    hash: derive(password, salt, PASSWORD_COST).toString('base64'),
  };
}

/** A user's new password, with which wrong ones are forgotten. */
export function givePassword(
  { clusterKey }: Pick<HsmState, 'clusterKey'>,
  name: string,
  password: string,
): Pick<User, 'password' | 'loginFailures'> {
  return { password: hashPassword(password, saltOfUser(clusterKey, name)), loginFailures: 0 };
}

/**
 * The salt of a user's passwords, to be handed to {@link hashPassword}: the same on every HSM of a
 * cluster, another for every user and cluster. So two HSMs that were told the same password keep the
 * same record, and an operator sees where one was told and the other not.
 *
 * @param clusterKey the cluster's secret, as the state has it
 */
function saltOfUser(clusterKey: string, name: string): () => Uint8Array {
  return () =>
    createHmac('sha256', clusterKey).update(`salt of ${name}`).digest().subarray(0, SALT_BYTES);
}

/** Whether a password is the recorded one. */
export function isPasswordRight(password: string, record: PasswordRecord): boolean {
  const hash = derive(password, Buffer.from(record.salt, 'base64'), record.cost);
  return timingSafeEqual(hash, Buffer.from(record.hash, 'base64'));
}

/** What was derived last: a store that lost a race asks for the very same again. */
let remembered: { readonly of: string; readonly hash: Buffer } | undefined;

function derive(password: string, salt: Uint8Array, cost: number): Buffer {
  const of = JSON.stringify([password, Buffer.from(salt).toString('hex'), cost]);
  if (remembered?.of !== of) {
    const bytes = Buffer.from(password, 'utf8');
    remembered = { of, hash: scryptSync(bytes, salt, HASH_BYTES, { N: cost, r: 8, p: 1 }) };
  }
  return remembered.hash;
}
