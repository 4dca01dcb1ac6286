import type { TokenRecord } from './record.ts';

/**
 * What no HSM writes into a token file, and an officer should ask about before signing it.
 *
 * @returns sentences about the token, lower case, without a full stop
 * @example
 * findOddities([record, record]); // ['it has several records of one node, and …']
 */
export function findOddities(records: readonly TokenRecord[]): readonly string[] {
  const users = new Set(records.map(({ user }) => user));
  const services = new Set(records.map(({ service }) => service));
  const nodes = new Set(records.map(({ node }) => node));
  const oddities: string[] = [];
  if (users.size > 1) oddities.push(`its records are of several users: ${[...users].join(', ')}`);
  if (services.size > 1) {
    oddities.push(`its records are for several services: ${[...services].join(', ')}`);
  }
  if (nodes.size < records.length) {
    oddities.push('it has several records of one node, and signing it would approve all of them');
  }
  return oddities;
}
