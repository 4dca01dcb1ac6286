import { decodeLatin1 } from '../../../latin1.ts';
import { DEVICE_LIMITS } from '../../device.ts';
import type { Rule } from '../rule.ts';

/** Where a record has its service, its user and nothing more (token/record.ts has the whole table). */
const SERVICE_AT = 2;
const USER = { start: 32, end: 64 } as const;
const ZEROS_AT = 72;

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
    const pieces = cutRecords(file.start);
    const records = pieces.flatMap((piece) => readRecord(piece) ?? []);
    const users = [...new Set(records.map(({ user }) => user))];
    const services = [...new Set(records.map(({ service }) => service))];
    const others = records.length === 0 ? 0 : pieces.length - records.length;
    if (users.length <= 1 && services.length <= 1 && others === 0) return [];
    const values = { path: field.value, users, services, others };
    return [{ severity: 'error', values, span: field.valueSpan }];
  },
};

function cutRecords(bytes: Uint8Array): readonly Uint8Array[] {
  const length = DEVICE_LIMITS.tokenRecord;
  return Array.from({ length: Math.floor(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
}

/** @returns nothing where it is no record: its user is no user name, or there is something behind it */
function readRecord(
  bytes: Uint8Array,
): { readonly user: string; readonly service: number } | undefined {
  const field = decodeLatin1(bytes.subarray(USER.start, USER.end));
  const [user] = /^[A-Za-z0-9_]{1,31}(?=\0+$)/.exec(field) ?? [];
  if (user === undefined || bytes.subarray(ZEROS_AT).some((byte) => byte !== 0)) return undefined;
  return { user, service: ((bytes[SERVICE_AT] ?? 0) << 8) | (bytes[SERVICE_AT + 1] ?? 0) };
}
