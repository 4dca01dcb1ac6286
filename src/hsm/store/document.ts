import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Failure, isFailure } from '../../failure.ts';
import type { Damage } from '../../failure-codes/hsm-state.ts';
import { checkShape } from '../machine/check-shape.ts';
import { expected } from '../machine/expected.ts';

/**
 * The document that one generation of the store is: JSON with its own SHA-256, so that no byte of it
 * can change unseen. Pure: bytes in, bytes out; files are the affair of store.ts.
 */

/** What a store keeps, and how to tell whether a document is that. */
export interface DocumentKind<State> {
  /** Names the format; part of every document, such as `mofn-hsm`. */
  readonly format: string;
  /** Counts the layouts of `State`; a document of a greater number is refused, not guessed at. */
  readonly schemaVersion: number;
  /** Whose state it is, such as `3f9c…/server-0`: a folder copied over another is noticed. */
  readonly subject: string;
  /**
   * Makes of the state of an older document one of `schemaVersion`. Pure; what it is handed may be
   * anything.
   */
  migrate(state: unknown, version: number): unknown;
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
/** Bytes; a state at all limits has some MiB. A larger document is neither read nor written. */
export const LARGEST_DOCUMENT: number = 64 * 1024 * 1024;
/** As store.ts makes them: nine random bytes in base64url. */
const OPERATION_ID = /^[\w-]{12}$/;
/** Longer than any that there is. */
const LONGEST_SUBJECT = 256;

const HEAD = /^\{"format":"([^"\n]*)","schemaVersion":([1-9]\d{0,8}),"sha256":"([0-9a-f]{64})",\n/;
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
 * Reads a document, and takes it only if every byte of it is as it was written. One of an older version
 * is brought up to date; it is written so with its next change.
 *
 * @param path where the bytes come from; for failures only
 * @param generation the number that the file's name says
 * @throws Failure `state-damaged` where the bytes are damaged, or of another format or subject,
 *   `state-version` where they are of a newer version
 */
export function decodeDocument<State>(
  kind: DocumentKind<State>,
  bytes: Uint8Array,
  path: string,
  generation: number,
): StoreDocument<State> {
  if (bytes.length > LARGEST_DOCUMENT) {
    throw damaged(path, { problem: 'size', bytes: bytes.length });
  }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = HEAD.exec(view.subarray(0, HEAD_SPACE).toString('latin1'));
  if (head === null) {
    throw damaged(path, { problem: bytes.length === 0 ? 'empty' : 'head' });
  }
  const [headText, format, number, digest] = head as unknown as [string, string, string, string];
  const version = Number(number);
  const rest = view.subarray(headText.length);
  if (digestDocument(format, version, rest) !== digest) throw damaged(path, { problem: 'digest' });
  if (format !== kind.format) {
    throw damaged(path, { problem: 'format', found: format, expected: kind.format });
  }
  if (version > kind.schemaVersion) {
    throw new Failure('state-version', { path, found: version, expected: kind.schemaVersion });
  }
  return judgeContent(kind, parseContent(rest, path), version, path, generation);
}

/** All that is around a state. */
interface Content {
  readonly subject: string;
  readonly generation: number;
  readonly operations: readonly string[];
  readonly state: unknown;
}

const CONTENT_SCHEMA: v.GenericSchema<unknown, Content> = v.strictObject({
  subject: v.pipe(v.string(), v.maxLength(LONGEST_SUBJECT)),
  generation: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  operations: v.pipe(
    v.array(v.pipe(v.string(), v.regex(OPERATION_ID, expected('operation-id')))),
    v.maxLength(OPERATIONS_KEPT),
  ),
  state: v.unknown(),
});

/** Whoever wrote the bytes can have made a SHA-256 too: it says nothing of what they hold. */
function parseContent(rest: Buffer, path: string): Content {
  let value: unknown;
  try {
    value = JSON.parse(`{${rest.toString('utf8')}`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw damaged(path, { problem: 'json', detail: error.message }, error);
  }
  return checkShape(CONTENT_SCHEMA, value, (problem) => damaged(path, problem));
}

/** What the checked bytes hold must also be about this subject and this generation. */
function judgeContent<State>(
  kind: DocumentKind<State>,
  content: Content,
  version: number,
  path: string,
  generation: number,
): StoreDocument<State> {
  if (content.subject !== kind.subject) {
    throw damaged(path, { problem: 'subject', found: content.subject, expected: kind.subject });
  }
  if (content.generation !== generation) {
    throw damaged(path, {
      problem: 'generation',
      found: String(content.generation),
      expected: generation,
    });
  }
  try {
    const { operations, state } = content;
    const migrated = version < kind.schemaVersion ? kind.migrate(state, version) : state;
    return { generation, operations, state: kind.validate(migrated) };
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
