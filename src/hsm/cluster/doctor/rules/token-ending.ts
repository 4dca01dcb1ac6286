import { listEveryToken } from '../../../machine/requests/list-tokens.ts';
import type { Rule } from '../rule.ts';

/** Seconds of validity from which on a token is about to end: too few to sign and hand in. */
const SHORT = 60;

/** One finding for each user and service, of all servers that hold such a token. */
export const tokenEnding: Rule<'token-ending'> = {
  code: 'token-ending',
  severity: 'advice',
  find({ servers, now }) {
    const found = new Map<string, { servers: number[]; values: Ending }>();
    for (const { index, hsm } of servers) {
      for (const { user, service, validity } of listEveryToken(hsm, null, now)) {
        if (validity > SHORT) continue;
        const known = found.get(`${service} ${user}`);
        const least = Math.min(validity, known?.values.validity ?? validity);
        found.set(`${service} ${user}`, {
          servers: [...(known?.servers ?? []), index],
          values: { user, service, validity: least },
        });
      }
    }
    return [...found.values()];
  },
};

interface Ending {
  readonly user: string;
  readonly service: number;
  readonly validity: number;
}
