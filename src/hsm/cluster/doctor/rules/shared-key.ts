import type { Rule } from '../rule.ts';

/** An HSM registers no key twice, but each HSM knows its own users only. */
export const sharedKey: Rule<'shared-key'> = {
  code: 'shared-key',
  severity: 'advice',
  find({ servers }) {
    const holders = new Map<string, { names: Set<string>; servers: number[] }>();
    for (const { index, officers } of servers) {
      for (const [modulus, names] of officers.byKey) {
        const known = holders.get(modulus) ?? { names: new Set(), servers: [] };
        for (const name of names) known.names.add(name);
        known.servers.push(index);
        holders.set(modulus, known);
      }
    }
    return [...holders.values()]
      .filter(({ names }) => names.size > 1)
      .map(({ names, servers }) => ({ servers, values: { officers: [...names] } }));
  },
};
