/**
 * What a bundle says of a token that might still be spent: enough to tell it from others, and nothing that anybody could
 * hand to an HSM. The nonce and the signatures are in it as digests only.
 */
import { areUint8ArraysEqual } from 'uint8array-extras';
import { writeInstant } from '../ceremony/request/instant.ts';
import {
  type Members,
  openMembers,
  readDigest,
  readRootObject,
  readText,
  readTime,
  wrong,
} from '../ceremony/request/members.ts';
import { encodeJson } from '../printable.ts';
import type { JsonValue } from '../token/json/json-document.ts';
import { USER_NAME } from '../token/user-name.ts';

/** What says that a JSON object is one. */
const WITHHELD_TYPE = 'urn:mofn:withheld-token:v1';

/** Records and approvals that are told of: more than a cluster has HSMs, and more than an HSM takes. */
export const MOST_WITHHELD = 64;

/** A token that was withheld. */
export interface WithheldToken {
  /** SHA-256 of what officers sign, hex. */
  readonly digest: string;
  /** SHA-256 of the file that it stood in, hex. */
  readonly file: string;
  readonly requester: string;
  readonly service: number;
  /** Of the oldest record, seconds since 1970. */
  readonly created: number;
  readonly nodes: readonly number[];
  readonly approvals: readonly WithheldApproval[];
}

/** An approval of a token that was withheld. */
export interface WithheldApproval {
  readonly name: string;
  /** SHA-256 of the signature, hex. */
  readonly signature: string;
}

/**
 * Writes what is said of a token.
 *
 * @example
 * readWithheldToken(writeWithheldToken(withheld)).digest === withheld.digest; // true
 */
export function writeWithheldToken(token: WithheldToken): Uint8Array {
  const { digest, file, requester, service, created, nodes, approvals } = token;
  const json = {
    type: WITHHELD_TYPE,
    token: digest,
    file,
    requester,
    service,
    created: writeInstant(created),
    nodes,
    approvals: approvals.map(({ name, signature }) => ({ name, signature })),
  };
  return new TextEncoder().encode(`${encodeJson(json, 2)}\n`);
}

/**
 * Reads what is said of a token, strictly.
 *
 * @throws Failure `request-json` or `request-member` where it is something else
 * @example
 * readWithheldToken(readFileSync('withheld.json')).requester; // 'officer1'
 */
export function readWithheldToken(bytes: Uint8Array): WithheldToken {
  const members = openMembers(readRootObject(bytes), '', [
    'type',
    'token',
    'file',
    'requester',
    'service',
    'created',
    'nodes',
    'approvals',
  ]);
  if (readText(members, 'type') !== WITHHELD_TYPE) throw wrong('type', 'unknown');
  const token: WithheldToken = {
    digest: readDigest(members, 'token'),
    file: readDigest(members, 'file'),
    requester: readUserName(members, 'requester'),
    service: readNumber(members.byName.get('service'), 'service', 0xffff),
    created: readTime(members, 'created'),
    nodes: readItems(members, 'nodes', MOST_WITHHELD).map((node) =>
      readNumber(node, 'nodes', 0xffff_ffff),
    ),
    approvals: readItems(members, 'approvals', MOST_WITHHELD).map(readApproval),
  };
  // There is one way to write it, so that nothing else can stand in it.
  if (!areUint8ArraysEqual(writeWithheldToken(token), bytes)) throw wrong('type', 'unknown');
  return token;
}

function readApproval(value: JsonValue): WithheldApproval {
  const members = openMembers(value, 'approvals[]', ['name', 'signature']);
  const signature = readDigest(members, 'signature');
  return { name: readUserName(members, 'name'), signature };
}

function readUserName(members: Members, name: string): string {
  const text = readText(members, name);
  if (!USER_NAME.test(text)) throw wrong(name, 'user-name');
  return text;
}

function readItems({ byName }: Members, name: string, most: number): readonly JsonValue[] {
  const value = byName.get(name);
  if (value?.kind !== 'array') throw wrong(name, 'missing');
  if (value.items.length > most) throw wrong(name, 'too-long');
  return value.items;
}

function readNumber(value: JsonValue | undefined, member: string, most: number): number {
  const number = value?.kind === 'scalar' ? value.value : undefined;
  const isFit =
    typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 && number <= most;
  if (!isFit) throw wrong(member, 'number');
  return number;
}
