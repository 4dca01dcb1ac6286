/**
 * What a run of `mofn hsm run` put below the vendor's folder, as the file there tells it: so that another
 * run can take it away where this one was killed.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';

import type { ProcessIdentity } from '../../../../hsm/protocol.ts';

/** What was put there. */
export interface Left {
  readonly process: ProcessIdentity;
  readonly links: readonly LeftLink[];
  readonly files: readonly LeftFile[];
}

/** A link, and where it leads. */
export interface LeftLink {
  /** From the vendor's folder. */
  readonly place: string;
  readonly target: string;
}

export interface LeftFile {
  /** From the vendor's folder. */
  readonly place: string;
  readonly bytes: number;
  /** Of its content, in hex. */
  readonly sha256: string;
}

/** A file of these bytes. */
export function describeFile(place: string, bytes: Uint8Array): LeftFile {
  return { place, bytes: bytes.length, sha256: hash(bytes) };
}

/** Whether it still has the bytes that it had. */
export function isFile({ sha256 }: LeftFile, bytes: Uint8Array): boolean {
  return hash(bytes) === sha256;
}

export function writeLeft(left: Left): Buffer {
  return Buffer.from(JSON.stringify(left));
}

/**
 * Reads such a file, also one of mofn 0.1.0, which knew the classic console alone.
 *
 * @throws where it is none
 */
export function readLeft(record: Uint8Array): Left {
  const value: unknown = JSON.parse(Buffer.from(record).toString());
  if (v.is(FIRST_SCHEMA, value)) {
    const { process, program, bytes, sha256 } = value;
    return {
      process,
      links: [{ place: 'bin/cloudhsm_mgmt_util', target: program }],
      files: [{ place: 'etc/cloudhsm_mgmt_util.cfg', bytes, sha256 }],
    };
  }
  return v.parse(SCHEMA, value);
}

// Below the vendor's folder: nothing that leads out of it is taken away.
const place = v.pipe(v.string(), v.regex(/^(bin|etc)\/[\w-]+(\.cfg)?$/));
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const processSchema = v.object({
  bootId: v.string(),
  pidNamespace: v.string(),
  pid: v.number(),
  startTime: v.string(),
});

const SCHEMA: v.GenericSchema<unknown, Left> = v.object({
  process: processSchema,
  links: v.pipe(v.array(v.object({ place, target: v.string() })), v.maxLength(16)),
  files: v.pipe(v.array(v.object({ place, bytes: size, sha256: v.string() })), v.maxLength(16)),
});

/** As mofn 0.1.0 wrote it. */
const FIRST_SCHEMA = v.object({
  process: processSchema,
  program: v.string(),
  bytes: size,
  sha256: v.string(),
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
