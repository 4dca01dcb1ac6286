import type { Rule } from '../rule.ts';

export const clockStanding: Rule<'clock-standing'> = {
  code: 'clock-standing',
  severity: 'advice',
  find({ settings }) {
    if (settings?.clock.kind !== 'standing') return [];
    return [{ servers: [], values: { at: settings.clock.at } }];
  },
};

export const clockOffset: Rule<'clock-offset'> = {
  code: 'clock-offset',
  severity: 'advice',
  find({ settings }) {
    if (settings?.clock.kind !== 'running' || settings.clock.offset === 0) return [];
    return [{ servers: [], values: { offset: settings.clock.offset } }];
  },
};
