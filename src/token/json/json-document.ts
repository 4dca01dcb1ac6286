/**
 * A JSON text with the place of everything in it, so that an edit changes what it must and no other byte.
 *
 * The text is held as one character for each byte, so that places are places in the file; what stands in
 * strings is decoded from UTF-8 when it is read.
 */
import type { Span } from '../../diagnostic.ts';
import { encodeLatin1 } from '../../latin1.ts';

/** A JSON text, whole, and what stands in it. */
export interface JsonDocument {
  /** One character for each byte of the file, a byte order mark included. */
  readonly text: string;
  readonly root: JsonValue;
}

/** A value, and where it stands. */
export type JsonValue = JsonString | JsonObject | JsonArray | JsonScalar;

/** A string. */
export interface JsonString {
  readonly kind: 'string';
  readonly value: string;
  /** Its quotes included. */
  readonly span: Span;
}

/** An object, its members in their order. */
export interface JsonObject {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
  readonly span: Span;
}

/** An array. */
export interface JsonArray {
  readonly kind: 'array';
  readonly items: readonly JsonValue[];
  readonly span: Span;
}

/** A number, true, false or null. */
export interface JsonScalar {
  readonly kind: 'scalar';
  readonly value: number | boolean | null;
  readonly span: Span;
}

/** A member of an object. */
export interface JsonMember {
  readonly name: string;
  /** Of the name, its quotes included. */
  readonly nameSpan: Span;
  readonly value: JsonValue;
  /** From the name to the end of the value. */
  readonly span: Span;
}

/**
 * A document's bytes.
 *
 * @example
 * const { document } = readJson(sdk5File);
 * document && writeJson(document); // the bytes that were read
 */
export function writeJson({ text }: Pick<JsonDocument, 'text'>): Uint8Array {
  return encodeLatin1(text);
}

/**
 * The member of that name, the first where there are several.
 *
 * @returns nothing where there is none, or where the value is no object
 */
export function findMember(value: JsonValue, name: string): JsonMember | undefined {
  return value.kind === 'object' ? value.members.find((member) => member.name === name) : undefined;
}
