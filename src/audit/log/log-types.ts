/**
 * What an event tells, as its log type says it. AWS user guide, "Interpreting audit logs"; the last stands in one
 * example of it, of CN_SHARE_OBJECT, and in no list.
 */
export const LOG_TYPES = {
  minimal: { number: 0, name: 'MINIMAL_LOG_ENTRY' },
  keys: { number: 1, name: 'MGMT_KEY_DETAILS_LOG' },
  user: { number: 2, name: 'MGMT_USER_DETAILS_LOG' },
  unknown: { number: 5, name: 'UNKNOWN_LOG_TYPE' },
} as const;

export type LogType = keyof typeof LOG_TYPES;

/**
 * @example
 * formatLogType('keys'); // 'MGMT_KEY_DETAILS_LOG (1)'
 */
export function formatLogType(type: LogType): string {
  const { name, number } = LOG_TYPES[type];
  return `${name} (${number})`;
}
