import { createHash } from 'node:crypto';
import { Failure, isFailure } from '../../failure.ts';
import type { Damage } from '../../failure-codes/hsm-state.ts';

/**
 * The document that one generation of the store is: JSON with its own SHA-256, so that no byte of it
 * can change unseen. Pure: bytes in, bytes out; files are the affair of store.ts.
 */

/** What a store keeps, and how to tell whether a document is that. */
export interface DocumentKind<State> {
  /** Names the format; part of every document, such as `mofn-hsm`. */
  readonly format: string;
  /** Counts the layouts of `State`; a document of another number is refused, not guessed at. */
  readonly schemaVersion: number;
  /** Whose state it is, such as `3f9c…/server-0`: a folder copied over another is noticed. */
  readonly subject: string;
  /**
   * Judges a parsed state.
   *
   * @returns the state, typed
   * @throws Failure `state-malformed` that tells what is wrong with it
   */
  validate(value: unknown): State;
}

/** One generation of a state, as it is kept. */
export interface StoreDocument<State> {
  /** Counts from 1; also the name of the file. */
  readonly generation: number;
  /** Ids of the latest operations, oldest first, this generation's own the last. */
  readonly operations: readonly string[];
  readonly state: State;
}

/**
 * How many operation ids a document keeps. A writer that fell asleep after it published finds its own
 * id, unless so many others went by.
 */
export const OPERATIONS_KEPT = 1000;

const HEAD = /^\{"format":"([^"\n]*)","schemaVersion":(\d+),"sha256":"([0-9a-f]{64})",\n/;
/** Longer than any head can be. */
const HEAD_SPACE = 256;

/**
 * Writes a document: a head line with format, version and SHA-256, then the rest of the same JSON
 * object.
 *
 * @example
 * encodeDocument(kind, { generation: 1, operations: ['k3Jd…'], state });
 */
export function encodeDocument<State>(
  kind: DocumentKind<State>,
  document: StoreDocument<State>,
): Uint8Array {
  const rest =
    `"subject":${JSON.stringify(kind.subject)},"generation":${document.generation},` +
    `"operations":${JSON.stringify(document.operations)},\n` +
    `"state":${JSON.stringify(document.state)}}\n`;
  const bytes = Buffer.from(rest, 'utf8');
  const digest = digestDocument(kind.format, kind.schemaVersion, bytes);
  const head = `{"format":"${kind.format}","schemaVersion":${kind.schemaVersion},"sha256":"${digest}",\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes]);
}

/**
 * Reads a document, and takes it only if every byte of it is as it was written.
 *
 * @param path where the bytes come from; for failures only
 * @param generation the number that the file's name says
 * @throws Failure `state-damaged` where the bytes are damaged, or of another format or subject,
 *   `state-version` where they are of another version
 */
export function decodeDocument<State>(
  kind: DocumentKind<State>,
  bytes: Uint8Array,
  path: string,
  generation: number,
): StoreDocument<State> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = HEAD.exec(view.subarray(0, HEAD_SPACE).toString('latin1'));
  if (head === null) {
    throw damaged(path, { problem: bytes.length === 0 ? 'empty' : 'head' });
  }
  const [headText, format, version, digest] = head as unknown as [string, string, string, string];
  const rest = view.subarray(headText.length);
  if (digestDocument(format, Number(version), rest) !== digest) {
    throw damaged(path, { problem: 'digest' });
  }
  if (format !== kind.format) {
    throw damaged(path, { problem: 'format', found: format, expected: kind.format });
  }
  if (Number(version) !== kind.schemaVersion) {
    throw new Failure('state-version', {
      path,
      found: Number(version),
      expected: kind.schemaVersion,
    });
  }
  return judgeContent(kind, JSON.parse(`{${rest.toString('utf8')}`), path, generation);
}

/** What the checked bytes hold must also be about this subject and this generation. */
function judgeContent<State>(
  kind: DocumentKind<State>,
  content: { subject: unknown; generation: unknown; operations: readonly string[]; state: unknown },
  path: string,
  generation: number,
): StoreDocument<State> {
  if (content.subject !== kind.subject) {
    const found = String(content.subject);
    throw damaged(path, { problem: 'subject', found, expected: kind.subject });
  }
  if (content.generation !== generation) {
    const found = String(content.generation);
    throw damaged(path, { problem: 'generation', found, expected: generation });
  }
  try {
    return { generation, operations: content.operations, state: kind.validate(content.state) };
  } catch (error) {
    throw isFailure(error) && error.code === 'state-malformed'
      ? damaged(path, error.values, error)
      : error;
  }
}

function digestDocument(format: string, schemaVersion: number, rest: Uint8Array): string {
  return createHash('sha256').update(`${format}\n${schemaVersion}\n`).update(rest).digest('hex');
}

/** Damage is never repaired by an older generation: that would give a spent token back. */
export function damaged(path: string, damage: Damage, cause?: unknown): Failure<'state-damaged'> {
  return new Failure('state-damaged', { path, damage }, { cause });
}
