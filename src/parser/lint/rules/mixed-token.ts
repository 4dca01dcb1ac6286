import { decodeLatin1 } from '../../../latin1.ts';
import { DEVICE_LIMITS } from '../../device.ts';
import type { Rule } from '../rule.ts';

/**
 * Where a record has its service, its node, its key, its user and nothing more (token/record.ts has the whole
 * table).
 */
const SERVICE_AT = 2;
const NODE_AT = 4;
const KEY_AT = 8;
const USER = { start: 32, end: 64 } as const;
const ZEROS_AT = 72;
/** Services whose tokens are each for one key (token/service.ts). */
const KEY_SERVICES: readonly number[] = [5, 6];

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
    const keys = [
      ...new Set(
        records.flatMap(({ service, key }) => (KEY_SERVICES.includes(service) ? [key] : [])),
      ),
    ];
    const others = records.length === 0 ? 0 : pieces.length - records.length;
    const nodes = records.map(({ node }) => node);
    const repeated = [...new Set(nodes.filter((node, at) => nodes.indexOf(node) !== at))];
    const isSound =
      users.length <= 1 && services.length <= 1 && keys.length <= 1 && repeated.length === 0;
    if (isSound && others === 0) return [];
    const values = { path: field.value, users, services, keys, others, repeated };
    return [{ severity: 'error', values, span: field.valueSpan }];
  },
};

interface ReadRecord {
  readonly user: string;
  readonly service: number;
  readonly node: number;
  readonly key: bigint;
}

function cutRecords(bytes: Uint8Array): readonly Uint8Array[] {
  const length = DEVICE_LIMITS.tokenRecord;
  return Array.from({ length: Math.floor(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
}

/** @returns nothing where it is no record: its user is no user name, or there is something behind it */
function readRecord(bytes: Uint8Array): ReadRecord | undefined {
  const field = decodeLatin1(bytes.subarray(USER.start, USER.end));
  const [user] = /^[A-Za-z0-9_]{1,31}(?=\0+$)/.exec(field) ?? [];
  if (user === undefined || bytes.subarray(ZEROS_AT).some((byte) => byte !== 0)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    user,
    service: view.getUint16(SERVICE_AT),
    node: view.getUint32(NODE_AT),
    key: view.getBigUint64(KEY_AT),
  };
}
