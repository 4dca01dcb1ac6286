import { listEveryToken } from '../../../machine/requests/list-tokens.ts';
import type { Rule } from '../rule.ts';

/** Seconds of validity from which on a token is about to end: too few to sign and hand in. */
const SHORT = 60;

/** One finding for each user, service and key, of all servers that hold such a token. */
export const tokenEnding: Rule<'token-ending'> = {
  code: 'token-ending',
  severity: 'advice',
  find({ servers, now }) {
    const found = new Map<string, { servers: number[]; values: Ending }>();
    for (const { index, hsm } of servers) {
      for (const { user, service, keyHandle, validity } of listEveryToken(hsm, null, now)) {
        if (validity > SHORT) continue;
        const token = `${service} ${keyHandle} ${user}`;
        const known = found.get(token);
        const least = Math.min(validity, known?.values.validity ?? validity);
        found.set(token, {
          servers: [...new Set([...(known?.servers ?? []), index])],
          values: { user, service, keyHandle, validity: least },
        });
      }
    }
    return [...found.values()];
  },
};

interface Ending {
  readonly user: string;
  readonly service: number;
  readonly keyHandle: number;
  readonly validity: number;
}
