import { listEveryToken } from '../../../machine/requests/list-tokens.ts';
import { findDifferences } from '../../differences.ts';
import type { Rule } from '../rule.ts';

export const outOfStep: Rule<'out-of-step'> = {
  code: 'out-of-step',
  severity: 'error',
  find({ servers, now }) {
    const states = servers.map(({ hsm }) => hsm);
    const tokens = states.map((hsm) => listEveryToken(hsm, null, now));
    const keys = servers.map((server) => server.keys);
    return findDifferences(states, tokens, keys).map((difference) => ({
      servers: servers.map(({ index }) => index),
      values: { difference },
    }));
  },
};
