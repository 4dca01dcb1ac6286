/** Records of a token, as far as the rules look into them: what the parser knows of them by itself. */
import { decodeLatin1 } from '../../latin1.ts';
import { DEVICE_LIMITS } from '../device.ts';

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
export const KEY_SERVICES: readonly number[] = [5, 6];

/** What a rule needs of a record. */
interface ReadRecord {
  readonly user: string;
  readonly service: number;
  readonly node: number;
  readonly key: bigint;
}

/** The pieces of a token file that should be records. */
export function cutRecords(bytes: Uint8Array): readonly Uint8Array[] {
  const length = DEVICE_LIMITS.tokenRecord;
  return Array.from({ length: Math.floor(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
}

/** @returns nothing where it is no record: its user is no user name, or there is something behind it */
export function readRecord(bytes: Uint8Array): ReadRecord | undefined {
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
