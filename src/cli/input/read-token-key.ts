import { createHash } from 'node:crypto';
import path from 'node:path';
import { base64ToUint8Array } from 'uint8array-extras';
import type { KeyFound, KnownKey, TokenKey } from '../../ceremony/token-key.ts';
import { isFailure } from '../../failure.ts';
import { readClock } from '../../hsm/cluster/clock.ts';
import { type Cluster, openCluster } from '../../hsm/cluster/cluster.ts';
import type { KeyRecord } from '../../hsm/machine/keys/key-record.ts';
import type { HsmState } from '../../hsm/machine/state.ts';
import { decodeTokens, type TokenRecord } from '../../token/record.ts';
import { formatKeyHandle } from '../../token/sdk5/key-reference.ts';
import type { Context } from '../context.ts';

/**
 * Looks up the key that a token is for, in a cluster at hand. It never fails: of a cluster that is missing or damaged
 * it says just that.
 *
 * @param records of the token; the first is the one before
 * @param option what `--hsm` says; without it, MOFN_HSM
 */
export function readTokenKey(
  { keyHandle, service, user: requester }: TokenRecord,
  records: readonly TokenRecord[],
  option: string | undefined,
  context: Context,
): TokenKey {
  return {
    reference: formatKeyHandle(keyHandle),
    service,
    requester,
    found: findInCluster(
      keyHandle,
      records,
      option ?? (context.env['MOFN_HSM'] || undefined),
      context,
    ),
  };
}

function findInCluster(
  handle: number,
  records: readonly TokenRecord[],
  cluster: string | undefined,
  context: Context,
): KeyFound {
  if (cluster === undefined) return { state: 'no-cluster' };
  try {
    const opened = openCluster(path.resolve(context.cwd, cluster));
    const { hsms } = opened;
    // A key may have reached some of them only.
    for (const hsm of hsms) {
      const record = hsm.readKey(handle);
      if (record === undefined) continue;
      const key = describeRecord(record, hsm.inspect().state.hsm);
      const now = readClock(opened.readSettings().clock, context.now());
      return { state: 'found', cluster, key, hasToken: hasToken(hsms, records), now };
    }
    return { state: 'no-key', cluster };
  } catch (error) {
    if (isFailure(error)) return { state: 'unreadable', cluster };
    throw error;
  }
}

function describeRecord(record: KeyRecord, { users }: HsmState): KnownKey {
  const nameOf = (id: number): string | undefined => users.find((user) => user.id === id)?.name;
  const { spki, curve, checkValue } = record;
  const people = users.filter(({ id }) => id === record.owner || record.sharedWith.includes(id));
  return {
    label: record.label,
    class: record.class,
    type: record.type,
    curve: curve ?? undefined,
    fingerprint:
      spki === null
        ? undefined
        : createHash('sha256').update(base64ToUint8Array(spki)).digest('hex'),
    checkValue: checkValue ?? undefined,
    isDestroyable: record.flags.destroyable,
    owner: nameOf(record.owner),
    sharedWith: record.sharedWith.flatMap((id) => nameOf(id) ?? []),
    usersWithoutKey: people.flatMap(({ name, quorumKey }) => (quorumKey === null ? [name] : [])),
    quorum: record.quorum,
  };
}

/** Whether some HSM of the cluster has one of the token's records among its live tokens. */
function hasToken(hsms: Cluster['hsms'], records: readonly TokenRecord[]): boolean {
  return hsms.some((hsm) =>
    hsm.inspect().state.hsm.tokens.some(({ record }) => {
      const [live] = decodeTokens(base64ToUint8Array(record));
      return live !== undefined && records.some((one) => isSameRecord(one, live));
    }),
  );
}

/** By the nonce, which no two records have in common. */
function isSameRecord(one: TokenRecord, other: TokenRecord): boolean {
  return one.nonce.every((byte, at) => byte === other.nonce[at]);
}
