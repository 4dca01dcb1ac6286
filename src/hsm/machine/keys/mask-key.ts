import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

import { checkShape } from '../check-shape.ts';
import { findUser } from '../find-user.ts';
import { Refused } from '../refused.ts';
import type { HsmState, User } from '../state.ts';
import { usersById } from '../users-by-id.ts';
import { isCryptoUser } from './is-associated.ts';
import { KEY_RECORD_SCHEMA } from './key-pages.ts';
import type { KeyRecord } from './key-record.ts';
import type { WholeKey } from './whole-key.ts';

/**
 * A key on the way from one HSM of a cluster to another: encrypted and sealed with the secret that they share,
 * so that nobody between the two reads it, or makes one up. Who owns and shares it travels by name, since a user
 * may have one id on this HSM, and another user the same id on that one.
 */

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param makeBytes random bytes */
export function maskKey(
  state: HsmState,
  { record, material }: WholeKey,
  makeBytes: (bytes: number) => Uint8Array,
): string {
  const iv = makeBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', maskingKeyOf(state), iv);
  const content = JSON.stringify({
    record,
    names: nameUsers(state, record),
    material: material === undefined ? null : Buffer.from(material).toString('base64'),
  });
  const encrypted = [cipher.update(Buffer.from(content)), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...encrypted]).toString('base64');
}

/**
 * The key, owned and shared by the users of those names on this HSM.
 *
 * @throws Refused where no HSM of this cluster sealed the key, or its owner is not here
 */
export function unmaskKey(state: HsmState, sealed: string): WholeKey {
  const { record, names, material } = JSON.parse(decrypt(state, Buffer.from(sealed, 'base64')));
  return {
    record: findUsers(state, checkShape(KEY_RECORD_SCHEMA, record), new Map(names)),
    material: material === null ? undefined : Buffer.from(material, 'base64'),
  };
}

/** Those who own and share a key, by id; who is no more has no name. */
function nameUsers({ users }: HsmState, { owner, sharedWith }: KeyRecord): [number, string][] {
  const known = usersById(users);
  return [owner, ...sharedWith].flatMap((id): [number, string][] => {
    const user = known.get(id);
    return user === undefined ? [] : [[id, user.name]];
  });
}

/** Sharers who are not here, or no more there, are left out: nobody else comes to share the key. */
function findUsers(
  state: HsmState,
  record: KeyRecord,
  names: ReadonlyMap<number, string>,
): KeyRecord {
  const find = (id: number): User | undefined => {
    const name = names.get(id);
    const user = name === undefined ? undefined : findUser(state, name);
    return user !== undefined && isCryptoUser(user) ? user : undefined;
  };
  return {
    ...record,
    owner: find(record.owner)?.id ?? requireNobody(state, record.owner, names.get(record.owner)),
    sharedWith: record.sharedWith.flatMap((id) => find(id)?.id ?? []),
  };
}

/** The id of an owner who is no more, as long as nobody has it here, or will. @throws Refused */
function requireNobody({ users, next }: HsmState, id: number, name: string | undefined): number {
  if (name === undefined && id < next.user && !usersById(users).has(id)) return id;
  throw new Refused(
    'RET_USER_DOES_NOT_EXIST',
    name === undefined ? { code: 'user-id-unknown', id } : { code: 'user-unknown', name },
  );
}

function decrypt(state: HsmState, sealed: Uint8Array): string {
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  try {
    const cipher = createDecipheriv('aes-256-gcm', maskingKeyOf(state), iv, {
      authTagLength: TAG_BYTES,
    });
    cipher.setAuthTag(tag);
    const content = sealed.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([cipher.update(content), cipher.final()]).toString('utf8');
  } catch {
    // OpenSSL throws on whatever was not sealed with this key; how it words it is of no interest.
    throw new Refused('RET_INVALID_INPUT', { code: 'key-forged' });
  }
}

function maskingKeyOf({ clusterKey }: HsmState): Uint8Array {
  return createHmac('sha256', Buffer.from(clusterKey, 'base64')).update('masked key').digest();
}
