import { createHash } from 'node:crypto';
import { isFailure } from '../../failure.ts';
import { DEVICE_LIMITS, type DeviceFiles, type DeviceReading } from '../../parser/device.ts';
import type { FieldText } from '../../parser/text.ts';
import { decodeTokens, type TokenRecord } from '../../token/record.ts';
import { describeDeviceError } from '../../words/device.ts';
import { describeFailure } from '../../words/failures/index.ts';

/** What the officers of a file are to sign. */
export interface CeremonyToken {
  /** The path as the device reads it. */
  readonly path: FieldText;
  readonly bytes: Uint8Array;
  /** SHA-256, hex. */
  readonly digest: string;
  /** Empty where `problem` says why it is no quorum token. */
  readonly records: readonly TokenRecord[];
  readonly problem?: string;
}

/**
 * Opens what the officers sign: the multi token file or, where that has one record, the single token
 * that takes its place.
 *
 * @returns the token, or why there is none, in the device's words
 */
export function openToken(reading: DeviceReading, files: DeviceFiles): CeremonyToken | string {
  const { multiTokenFilePath: path, tokenFilePath: singlePath } = reading;
  const { tokenRecord, tokens } = DEVICE_LIMITS;
  const multi = files.open(path, tokens * tokenRecord);
  if (multi === undefined) return describeDeviceError({ code: 'cannot-open', path });
  if (multi.size % tokenRecord !== 0) {
    return describeDeviceError({ code: 'token-size', bytes: multi.size });
  }
  if (multi.start.length < multi.size) {
    return describeDeviceError({ code: 'too-many-tokens' }).trim();
  }
  const isReplaced = singlePath !== '' && multi.size === tokenRecord;
  const single = isReplaced ? files.open(singlePath, tokenRecord) : undefined;
  return single?.start.length === tokenRecord
    ? describeToken(singlePath, single.start)
    : describeToken(path, multi.start);
}

function describeToken(path: FieldText, bytes: Uint8Array): CeremonyToken {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const token = { path, bytes, digest };
  if (bytes.length === 0) return { ...token, records: [], problem: 'the token file is empty' };
  try {
    return { ...token, records: decodeTokens(bytes) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...token, records: [], problem: describeFailure(error).message };
  }
}
