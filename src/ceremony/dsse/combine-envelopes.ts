import { areUint8ArraysEqual } from 'uint8array-extras';
import { Failure } from '../../failure.ts';
import type { JsonDocument, JsonObject, JsonValue } from '../../token/json/json-document.ts';
import { quoteJson } from '../../token/json/json-layout.ts';
import { type OpenEnvelope, openEnvelope } from './open-envelope.ts';
import { layOutEnvelope, type WrittenMembers, writeSignature } from './write-envelope.ts';

/**
 * Makes one envelope of several around the same payload. In whatever order they are given, the same bytes come out;
 * and combining what came out with any of them changes nothing.
 *
 * @param files the envelopes' files
 * @returns an envelope with the signatures of all, each once. Members that DSSE does not know are kept where they are
 *   the same in all files.
 * @throws Failure `envelope-payloads-differ` or `envelope-members-differ` where they do not belong together,
 *   `envelope-combine-nothing`, and as `readEnvelope`
 * @example
 * const file = readFileSync('request.json');
 * readEnvelope(combineEnvelopes([file, file])).signatures.length; // 1
 */
export function combineEnvelopes(files: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = files.map(openEnvelope);
  if (first === undefined) throw new Failure('envelope-combine-nothing', {});
  for (const [index, other] of others.entries()) requireAlike(first, other, index + 2);
  const entries = [first, ...others].flatMap(listSignatures);
  const unique = [...new Map(entries.map((members) => [JSON.stringify(members), members]))];
  const sorted = unique.sort(byKey).map(([, members]) => members);
  const combined = layOutEnvelope(first.envelope, sorted, listUnknown(first, first.root, KNOWN));
  // What is made is read first: many files together may have more than one may have.
  openEnvelope(combined);
  return combined;
}

const KNOWN = ['payload', 'payloadType', 'signatures'];
const KNOWN_OF_SIGNATURE = ['keyid', 'sig'];

function requireAlike(first: OpenEnvelope, other: OpenEnvelope, envelope: number): void {
  const [one, two] = [first.envelope, other.envelope];
  const isSame =
    one.payloadType === two.payloadType && areUint8ArraysEqual(one.payload, two.payload);
  if (!isSame) throw new Failure('envelope-payloads-differ', { envelope });
  const members = new Map(listUnknown(first, first.root, KNOWN));
  const found = new Map(listUnknown(other, other.root, KNOWN));
  for (const member of [...members.keys(), ...found.keys()]) {
    if (members.get(member) !== found.get(member)) {
      throw new Failure('envelope-members-differ', { envelope, member });
    }
  }
}

function listSignatures(open: OpenEnvelope): readonly WrittenMembers[] {
  const { envelope, entries } = open;
  return entries.map((entry, index) => {
    const signature = envelope.signatures[index];
    const known = signature === undefined ? [] : writeSignature(signature);
    return [...known, ...listUnknown(open, entry, KNOWN_OF_SIGNATURE)];
  });
}

/** In the order of their names, as JSON without layout. */
function listUnknown(
  { document }: OpenEnvelope,
  { members }: JsonObject,
  known: readonly string[],
): WrittenMembers {
  return members
    .filter(({ name }) => !known.includes(name))
    .map(({ name, value }) => [name, writeValue(document, value)] as const)
    .sort(byKey);
}

/** A number stays as it is written: programs differ in what they make of a large one. */
function writeValue(document: JsonDocument, value: JsonValue): string {
  const write = (inner: JsonValue): string => writeValue(document, inner);
  switch (value.kind) {
    case 'string':
      return quoteJson(value.value);
    case 'scalar':
      return document.text.slice(value.span.start, value.span.end);
    case 'array':
      return `[${value.items.map(write).join(',')}]`;
    case 'object':
      return `{${value.members.map((one) => `${quoteJson(one.name)}:${write(one.value)}`).join(',')}}`;
  }
}

/** No two keys are the same. */
function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
