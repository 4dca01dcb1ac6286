/**
 * An envelope with the place of everything in its file, for those who change it.
 */
import { Failure } from '../../failure.ts';
import type { EnvelopeMemberProblem } from '../../failure-codes/envelope.ts';
import {
  findMember,
  type JsonArray,
  type JsonDocument,
  type JsonMember,
  type JsonObject,
  type JsonValue,
} from '../../token/json/json-document.ts';
import { readJson } from '../../token/json/read-json.ts';
import { readBase64 } from '../../token/sdk5/base64.ts';
import type { Envelope, EnvelopeSignature } from './envelope.ts';

/** Limits of what is read; a file has {@link LARGEST_JSON_BYTES} at most. */
const ENVELOPE_LIMITS = {
  /** Each may have to be held against every key of a roster. */
  signatures: 256,
  /** Characters of a payload's type, and of a key's id. */
  text: 1024,
  /** Bytes of a signature: 16384 bits, which OpenSSL takes no RSA keys beyond. */
  signature: 2048,
} as const;

/** An envelope and its file. */
export interface OpenEnvelope {
  readonly envelope: Envelope;
  readonly document: JsonDocument;
  readonly root: JsonObject;
  readonly list: JsonArray;
  /** One for each signature: the object that it stands in. */
  readonly entries: readonly JsonObject[];
}

/** @throws Failure of kind `file` where it is none; docs/codes.md has the codes */
export function openEnvelope(bytes: Uint8Array): OpenEnvelope {
  const { document, problems } = readJson(bytes);
  const [problem] = problems;
  if (problem !== undefined || document === undefined) {
    throw problem === undefined
      ? new TypeError('a text without a document has a problem')
      : new Failure('envelope-json', { problem });
  }
  const { root } = document;
  const isEnvelope = ['payload', 'payloadType', 'signatures'].some(
    (name) => findMember(root, name) !== undefined,
  );
  if (root.kind !== 'object' || !isEnvelope) throw new Failure('envelope-kind', {});
  const payloadType = readText(root, 'payloadType', 'payloadType');
  if (payloadType === '') throw wrong('payloadType', 'empty');
  const payload = readBytes(root, 'payload', 'payload');
  const list = requireMember(root, 'signatures', 'signatures').value;
  if (list.kind !== 'array') throw wrong('signatures', 'list');
  if (list.items.length > ENVELOPE_LIMITS.signatures) {
    const most = ENVELOPE_LIMITS.signatures;
    throw new Failure('envelope-signatures', { signatures: list.items.length, most });
  }
  const entries = list.items.map(requireObject);
  const signatures = entries.map(readSignature);
  return { envelope: { payloadType, payload, signatures }, document, root, list, entries };
}

function requireObject(value: JsonValue, index: number): JsonObject {
  if (value.kind !== 'object') throw wrong(`signatures[${index}]`, 'object');
  return value;
}

function readSignature(entry: JsonObject, index: number): EnvelopeSignature {
  const path = `signatures[${index}]`;
  const keyId =
    findMember(entry, 'keyid') === undefined ? '' : readText(entry, 'keyid', `${path}.keyid`);
  const signature = readBytes(entry, 'sig', `${path}.sig`);
  if (signature.length === 0) throw wrong(`${path}.sig`, 'empty');
  if (signature.length > ENVELOPE_LIMITS.signature) throw wrong(`${path}.sig`, 'too-long');
  return { keyId, signature };
}

function readText(object: JsonObject, name: string, path: string): string {
  const text = requireText(object, name, path);
  if (text.length > ENVELOPE_LIMITS.text) throw wrong(path, 'too-long');
  if (/\p{Cs}/u.test(text)) throw wrong(path, 'not-unicode');
  return text;
}

/** Of either alphabet (DSSE, envelope.md), of which no text has signs of both, with its padding. */
function readBytes(object: JsonObject, name: string, path: string): Uint8Array {
  const text = requireText(object, name, path);
  const isOfUrls = /[-_]/.test(text) && !/[+/]/.test(text);
  const usual = isOfUrls ? text.replaceAll('-', '+').replaceAll('_', '/') : text;
  const { bytes, problem } = readBase64(usual);
  if (bytes === undefined || problem !== undefined) throw wrong(path, 'base64');
  return bytes;
}

function requireText(object: JsonObject, name: string, path: string): string {
  const { value } = requireMember(object, name, path);
  if (value.kind !== 'string') throw wrong(path, 'text');
  return value.value;
}

function requireMember(object: JsonObject, name: string, path: string): JsonMember {
  const member = findMember(object, name);
  if (member === undefined) throw wrong(path, 'missing');
  return member;
}

function wrong(member: string, problem: EnvelopeMemberProblem): Failure<'envelope-member'> {
  return new Failure('envelope-member', { member, problem });
}
