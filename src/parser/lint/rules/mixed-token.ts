import { decodeLatin1 } from '../../../latin1.ts';
import { DEVICE_LIMITS } from '../../device.ts';
import type { Rule } from '../rule.ts';

/** Where a record has its service and its user (token/record.ts has the whole table). */
const SERVICE_AT = 2;
const USER = { start: 32, end: 64 } as const;

export const mixedToken: Rule<'mixed-token'> = {
  code: 'mixed-token',
  severity: 'error',
  fixable: false,
  check({ document, files }) {
    const field = document.header.multiTokenFilePath.at(-1);
    if (files === undefined || field === undefined || field.valueBytes === '') return [];
    const file = files.find(field.value);
    if (file === undefined || file.size > DEVICE_LIMITS.tokens * DEVICE_LIMITS.tokenRecord)
      return [];
    const records = cutRecords(file.start);
    const users = [...new Set(records.map(userOf))];
    const services = [...new Set(records.map(serviceOf))];
    if (users.length <= 1 && services.length <= 1) return [];
    return [
      { severity: 'error', values: { path: field.value, users, services }, span: field.valueSpan },
    ];
  },
};

function cutRecords(bytes: Uint8Array): readonly Uint8Array[] {
  const length = DEVICE_LIMITS.tokenRecord;
  return Array.from({ length: Math.floor(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
}

function userOf(record: Uint8Array): string {
  const [user = ''] = decodeLatin1(record.subarray(USER.start, USER.end)).split('\0');
  return user;
}

function serviceOf(record: Uint8Array): number {
  return ((record[SERVICE_AT] ?? 0) << 8) | (record[SERVICE_AT + 1] ?? 0);
}
