/**
 * PKCS#11 URIs (RFC 7512): which token, which key on it, and how to get there.
 */

import { Failure } from '../../failure.ts';
import type { Pkcs11UriProblem } from '../../failure-codes/signer-pkcs11.ts';

/** A URI, taken apart. What is not given does not matter. */
export interface Pkcs11Uri {
  /** What the token must say of itself. */
  readonly token: Partial<Record<TokenAttribute, string>>;
  readonly slotId?: number;
  /** Label of the key (CKA_LABEL). */
  readonly object?: string;
  /** CKA_ID of the key. */
  readonly id?: Buffer;
  /** Path of the PKCS#11 module, a shared library. */
  readonly modulePath?: string;
  /** The PIN itself: handy in tests, and in everybody's sight where it is typed. */
  readonly pinValue?: string;
  /** File whose first line is the PIN. */
  readonly pinSource?: string;
}

/** Attributes of the token that a URI may name. */
export type TokenAttribute = 'token' | 'manufacturer' | 'model' | 'serial';

const TOKEN_ATTRIBUTES: ReadonlySet<string> = new Set(['token', 'manufacturer', 'model', 'serial']);
const PATH_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...TOKEN_ATTRIBUTES,
  ...['slot-id', 'object', 'id', 'type'],
]);
const QUERY_ATTRIBUTES: ReadonlySet<string> = new Set(['module-path', 'pin-value', 'pin-source']);

const SCHEME = 'pkcs11:';

/**
 * Takes a URI apart.
 *
 * @throws Failure of kind `usage` where it is no PKCS#11 URI, or has an attribute that nothing here
 *   can honour: to ignore one could mean to take another key than the one that was meant
 * @example
 * parsePkcs11Uri('pkcs11:token=officer1;object=quorum?module-path=/usr/lib/softhsm/libsofthsm2.so');
 */
export function parsePkcs11Uri(uri: string): Pkcs11Uri {
  if (!uri.startsWith(SCHEME)) {
    throw refuse({ problem: 'scheme' });
  }
  const [path = '', query = '', ...more] = uri.slice(SCHEME.length).split('?');
  if (more.length > 0) throw refuse({ problem: 'question-marks' });
  const where = readAttributes(path, ';', PATH_ATTRIBUTES, '');
  const how = readAttributes(query, '&', QUERY_ATTRIBUTES, path);
  const type = decodeText(where.get('type'));
  if (type !== undefined && type !== 'private') {
    throw refuse({ problem: 'type', type: cutAtPin(type) });
  }
  const token: Partial<Record<TokenAttribute, string>> = {};
  for (const [name, value] of where) {
    if (isTokenAttribute(name)) token[name] = value.toString('utf8');
  }
  return {
    token,
    ...optional('slotId', readSlot(where.get('slot-id'))),
    ...optional('object', decodeText(where.get('object'))),
    ...optional('id', where.get('id')),
    ...optional('modulePath', decodeText(how.get('module-path'))),
    ...optional('pinValue', decodeText(how.get('pin-value'))),
    ...optional('pinSource', readPinSource(decodeText(how.get('pin-source')))),
  };
}

/** The URI as it may be shown: without the PIN. */
export function hidePin(uri: string): string {
  return uri.replace(/([?&]pin-value=)[^&]*/g, '$1…');
}

/**
 * A piece of a URI as a failure may tell it. Who mistook one separator for another has the PIN at the end
 * of some other value.
 */
export function cutAtPin(text: string): string {
  return text.replace(/(pin[^=]*=).*/is, '$1…');
}

function refuse(problem: Pkcs11UriProblem): Failure {
  return new Failure('pkcs11-uri', problem);
}

function readAttributes(
  text: string,
  separator: string,
  known: ReadonlySet<string>,
  before: string,
): ReadonlyMap<string, Buffer> {
  const values = new Map<string, Buffer>();
  let read = before;
  for (const attribute of text.split(separator)) {
    if (attribute === '') continue;
    const equals = attribute.indexOf('=');
    const name = equals === -1 ? attribute : attribute.slice(0, equals);
    if (!known.has(name)) {
      const told = equals === -1 || mayBePin(name, read) ? undefined : name;
      throw refuse({ problem: 'attribute', name: told, known: [...known] });
    }
    read += attribute;
    if (equals === -1) throw refuse({ problem: 'no-value', name });
    if (values.has(name)) throw refuse({ problem: 'twice', name });
    values.set(name, decodePercent(attribute.slice(equals + 1), name));
  }
  return values;
}

/** What is left of a PIN with a separator in it, or one without its name. */
function mayBePin(name: string, before: string): boolean {
  return /pin/i.test(before) || !/^[a-z][a-z-]{0,30}$/.test(name);
}

function decodePercent(text: string, name: string): Buffer {
  const parts = text.split(/(%[0-9A-Fa-f]{2})/);
  const bytes = parts.map((part, index) =>
    index % 2 === 1 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part),
  );
  // The value is not repeated: it may be a PIN.
  if (parts.some((part, index) => index % 2 === 0 && part.includes('%'))) {
    throw refuse({ problem: 'percent', name });
  }
  return Buffer.concat(bytes);
}

function isTokenAttribute(name: string): name is TokenAttribute {
  return TOKEN_ATTRIBUTES.has(name);
}

function decodeText(value: Buffer | undefined): string | undefined {
  return value?.toString('utf8');
}

function readSlot(value: Buffer | undefined): number | undefined {
  const text = decodeText(value);
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw refuse({ problem: 'slot-id' });
}

function readPinSource(source: string | undefined): string | undefined {
  if (source?.startsWith('|') === true) {
    throw refuse({ problem: 'pin-program' });
  }
  return source?.replace(/^file:(\/\/(?=\/))?/, '');
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
