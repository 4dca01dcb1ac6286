import { findRecords, type TokenRecord } from './record.ts';
import { listKeyReferences } from './sdk5/key-reference.ts';

/**
 * Of more than one user, service or key, or of records among what is none: who signs the file approves more than
 * it seems to be.
 */
export type MixedToken = Exclude<TokenOddity, { readonly code: 'repeated-node' }>;

/** What no HSM writes into a token file, and an officer should ask about before signing it. */
export type TokenOddity =
  | { readonly code: 'several-users'; readonly users: readonly string[] }
  | { readonly code: 'several-services'; readonly services: readonly number[] }
  /** for several keys, each as `0x…` */
  | { readonly code: 'several-keys'; readonly keys: readonly string[] }
  /** some pieces of 80 bytes are records, and hide among others that are none */
  | {
      readonly code: 'hidden-records';
      readonly records: number;
      readonly pieces: number;
      readonly users: readonly string[];
      readonly services: readonly number[];
    }
  /** a node has more than one record; who signs the file approves all of them */
  | { readonly code: 'repeated-node' };

/**
 * Finds whether the records of one token file are of several users, services or keys, as no HSM writes them.
 *
 * @returns nothing for a file that an officer may sign
 */
export function findMixedToken(records: readonly TokenRecord[]): MixedToken | undefined {
  return findOddities(records).find((oddity) => oddity.code !== 'repeated-node');
}

/**
 * Finds records in a file that is no token as a whole. It is signed like any other file, and an HSM takes
 * the signature for an approval of its own record in it.
 *
 * @param bytes what is signed
 */
export function findHiddenRecords(
  bytes: Uint8Array,
): { readonly oddity: MixedToken; readonly records: readonly TokenRecord[] } | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  const { records, pieces } = findRecords(bytes);
  if (records.length === 0 || records.length === pieces) return undefined;
  const users = [...new Set(records.map(({ user }) => user))];
  const services = [...new Set(records.map(({ service }) => service))];
  const oddity = {
    code: 'hidden-records' as const,
    records: records.length,
    pieces,
    users,
    services,
  };
  return { oddity, records };
}

/** An HSM takes files of 32 records; this is more than any will. */
const MOST_BYTES = 1 << 20;

/**
 * Finds what is odd about the records of one token file.
 *
 * @example
 * findOddities([record, record]); // [{ code: 'repeated-node' }]
 */
export function findOddities(records: readonly TokenRecord[]): readonly TokenOddity[] {
  const users = [...new Set(records.map(({ user }) => user))];
  const services = [...new Set(records.map(({ service }) => service))];
  const keys = listKeyReferences(records);
  const nodes = new Set(records.map(({ node }) => node));
  const oddities: TokenOddity[] = [];
  if (users.length > 1) oddities.push({ code: 'several-users', users });
  if (services.length > 1) oddities.push({ code: 'several-services', services });
  if (keys.length > 1) oddities.push({ code: 'several-keys', keys });
  if (nodes.size < records.length) oddities.push({ code: 'repeated-node' });
  return oddities;
}
