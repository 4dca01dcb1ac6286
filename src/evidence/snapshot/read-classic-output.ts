/**
 * What `listUsers` and `getMValue` of the classic console print (AWS CloudHSM user guide, "listUsers", "getMValue"): for
 * each server a table of users, or a line with the value.
 */
import { decodeLatin1 } from '../../latin1.ts';
import type { SnapshotUser } from '../findings.ts';
import { areAlike, compareWords, MOST_USERS, type Printed } from './printed.ts';

const HEADER = /^\s*User Id\s+User Type\s+User Name\s+MofnPubKey\s/;
/** `         1         PRECO    admin        NO               0               NO` */
const ROW =
  /^\s*\d+\s+(CO|CU|AU|PCO|PRECO)\s+([A-Za-z0-9_]{1,31})\s+(YES|NO)\s+\d+\s+(?:YES|NO)\s*$/;
/** `MValue of service 3[USER_MGMT] on server 0 : [2]` */
const VALUE =
  /^\s*MValue of service \d+ ?\[([A-Z_]{1,32})\](?: on server \d+)? ?: \[(\d{1,3})\]\s*$/;
/** What a console prints beside it: none of it matters. */
const LARGEST = 4 << 20;

/** @returns nothing where it is something else */
export function readClassicOutput(bytes: Uint8Array): Printed | undefined {
  if (bytes.length > LARGEST) return undefined;
  const lines = decodeLatin1(bytes).split(/\r?\n/);
  const tables: SnapshotUser[][] = [];
  const values = new Map<string, number[]>();
  for (const line of lines) {
    if (HEADER.test(line)) tables.push([]);
    const [, role, name, key] = ROW.exec(line) ?? [];
    if (role !== undefined && name !== undefined) {
      tables.at(-1)?.push({ name, role, hasKey: key === 'YES', isLocked: null });
    }
    const [, service, value] = VALUE.exec(line) ?? [];
    if (service === undefined) continue;
    values.set(service, [...(values.get(service) ?? []), Number(value)]);
  }
  if (tables.length === 0 && values.size === 0) return undefined;
  if (tables.some((table) => table.length > MOST_USERS)) return undefined;
  const sorted = tables.map((table) =>
    [...table].sort((one, other) => compareWords(one.name, other.name)),
  );
  return {
    users: sorted[0],
    quorumValues: [...values].flatMap(([service, [value]]) =>
      value === undefined ? [] : [{ service, value }],
    ),
    isInStep: areAlike(sorted) && [...values.values()].every((same) => new Set(same).size === 1),
  };
}
