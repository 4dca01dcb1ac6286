import { uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { Failure } from '../../failure.ts';
import type { RecordLineProblem } from '../../failure-codes/ceremony-record.ts';
import { readEntry } from './entry-schema.ts';
import { OrderOfEvents } from './order-of-events.ts';
import { type CeremonyRecord, FIRST_PREVIOUS, type RecordEntry } from './record.ts';
import { writeEntry } from './write-entry.ts';

/** A ceremony of some hundred steps has much less. */
export const LARGEST_RECORD_BYTES: number = 1 << 22;

const LINE_FEED = 0x0a;

/**
 * Reads the record of a ceremony, strictly: each line is an entry byte for byte as `writeEntry` writes it, bound to the
 * one before it, and of something that can have happened next. Whether it is of a script is not looked at. There may be
 * no entry yet.
 *
 * @param bytes the whole file
 * @throws Failure `ceremony-record-size`, `ceremony-record-line`
 * @example
 * readRecord(readFileSync('record.jsonl'), nodeCrypto).entries[0]?.event.kind; // 'opened'
 */
export function readRecord(
  bytes: Uint8Array,
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): CeremonyRecord {
  if (bytes.length > LARGEST_RECORD_BYTES) {
    const values = { bytes: bytes.length, most: LARGEST_RECORD_BYTES };
    throw new Failure('ceremony-record-size', values);
  }
  const entries: RecordEntry[] = [];
  const order = new OrderOfEvents();
  let head = FIRST_PREVIOUS;
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    const line = bytes.subarray(start, end);
    const entry = readLine(line, entries.length, head, order);
    if ('code' in entry) {
      throw new Failure('ceremony-record-line', { line: entries.length + 1, problem: entry });
    }
    entries.push(entry);
    head = uint8ArrayToHex(sha256(line));
    start = end + 1;
  }
  return { entries, head, unfinished: bytes.length - start };
}

function readLine(
  bytes: Uint8Array,
  expected: number,
  head: string,
  order: OrderOfEvents,
): RecordEntry | RecordLineProblem {
  const text = decode(bytes);
  const json = text === undefined ? undefined : parse(text);
  const reading = readEntry(json);
  if (reading.entry === undefined) return { code: 'no-entry', member: reading.member };
  const { entry } = reading;
  // A member that is there twice, or stands elsewhere, is lost on the way.
  if (writeEntry(entry) !== text) return { code: 'other-bytes' };
  const { number: found, previous, event } = entry;
  if (found !== expected) return { code: 'number', found, expected };
  if (previous !== head) return { code: 'chain' };
  return order.take(event) ?? entry;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
