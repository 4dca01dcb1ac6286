/**
 * What a run of `mofn hsm run` put below the vendor's folder, as the file there tells it: so that another
 * run can take it away where this one was killed.
 */
import { createHash } from 'node:crypto';

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
 * @throws SyntaxError where it is none
 */
export function readLeft(record: Uint8Array): Left {
  const value: unknown = JSON.parse(Buffer.from(record).toString());
  if (!isRecord(value) || !isProcess(value['process'])) throw new SyntaxError('of no process');
  const { process, links, files, program, bytes, sha256 } = value;
  if (
    Array.isArray(links) &&
    links.every(isLeftLink) &&
    Array.isArray(files) &&
    files.every(isLeftFile)
  ) {
    return { process, links, files };
  }
  const first = { place: 'etc/cloudhsm_mgmt_util.cfg', bytes, sha256 };
  if (typeof program !== 'string' || !isLeftFile(first)) throw new SyntaxError('of nothing');
  return {
    process,
    links: [{ place: 'bin/cloudhsm_mgmt_util', target: program }],
    files: [first],
  };
}

/** Below the vendor's folder: nothing that leads out of it is taken away. */
const PLACE = /^(bin|etc)\/[\w-]+(\.cfg)?$/;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isProcess(value: unknown): value is ProcessIdentity {
  if (!isRecord(value) || typeof value['pid'] !== 'number') return false;
  return ['bootId', 'pidNamespace', 'startTime'].every((name) => typeof value[name] === 'string');
}

function isPlace(value: unknown): boolean {
  return typeof value === 'string' && PLACE.test(value);
}

function isLeftLink(value: unknown): value is LeftLink {
  return isRecord(value) && isPlace(value['place']) && typeof value['target'] === 'string';
}

function isLeftFile(value: unknown): value is LeftFile {
  if (!isRecord(value) || !isPlace(value['place'])) return false;
  return Number.isSafeInteger(value['bytes']) && typeof value['sha256'] === 'string';
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
