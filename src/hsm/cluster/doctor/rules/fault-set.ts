import { formatFault } from '../../fault-text.ts';
import type { Rule } from '../rule.ts';

export const faultSet: Rule<'fault-set'> = {
  code: 'fault-set',
  severity: 'advice',
  find({ settings }) {
    const faults = settings?.faults ?? [];
    if (faults.length === 0) return [];
    const named = faults.map(({ server }) => server);
    const servers = named.includes(null) ? [] : [...new Set(named as readonly number[])].sort();
    return [{ servers, values: { faults: faults.map(formatFault) } }];
  },
};
