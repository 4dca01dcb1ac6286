/**
 * Members of a request's JSON, each read strictly: what nobody would be shown is refused.
 */
import { Failure } from '../../failure.ts';
import type { RequestMemberProblem } from '../../failure-codes/request.ts';
import type { JsonObject, JsonValue } from '../../token/json/json-document.ts';
import { readJson } from '../../token/json/read-json.ts';
import { readInstant } from './instant.ts';

/** An object, and how it is named. */
export interface Members {
  readonly path: string;
  readonly byName: ReadonlyMap<string, JsonValue>;
}

/** Most characters of what people write into a request. */
export const LONGEST_REQUEST_TEXT = 1024;

/** @throws Failure `request-json` */
export function readRootObject(bytes: Uint8Array): JsonObject {
  const { document, problems } = readJson(bytes);
  const [problem] = problems;
  if (problem !== undefined) throw new Failure('request-json', { problem });
  if (document?.root.kind !== 'object') throw wrong('payload', 'object');
  return document.root;
}

/**
 * Looks into an object.
 *
 * @param known names of all members that there may be
 */
export function openMembers(
  value: JsonValue | undefined,
  path: string,
  known: readonly string[],
): Members {
  if (value === undefined) throw wrong(path, 'missing');
  if (value.kind !== 'object') throw wrong(path, 'object');
  const stranger = value.members.find(({ name }) => !known.includes(name));
  if (stranger !== undefined) throw wrong(join(path, stranger.name), 'unknown');
  return { path, byName: new Map(value.members.map((member) => [member.name, member.value])) };
}

/** A text that is there, and is not too long. */
export function readText(members: Members, name: string): string {
  const text = readOptionalText(members, name);
  if (text === undefined) throw wrong(join(members.path, name), 'missing');
  return text;
}

/** @returns nothing where the member is not there */
export function readOptionalText({ path, byName }: Members, name: string): string | undefined {
  const value = byName.get(name);
  if (value === undefined) return undefined;
  if (value.kind !== 'string') throw wrong(join(path, name), 'text');
  const problem = findTextProblem(value.value);
  if (problem !== undefined) throw wrong(join(path, name), problem);
  return value.value;
}

/** What keeps a text out of a request. */
export function findTextProblem(text: string): RequestMemberProblem | undefined {
  if (text.trim() === '') return 'empty';
  if (text.length > LONGEST_REQUEST_TEXT) return 'too-long';
  return /\p{Cs}/u.test(text) ? 'not-unicode' : undefined;
}

/** Any number that JSON can have. */
export function readNumber({ path, byName }: Members, name: string): number {
  const value = byName.get(name);
  if (value === undefined) throw wrong(join(path, name), 'missing');
  if (value.kind !== 'scalar' || typeof value.value !== 'number') {
    throw wrong(join(path, name), 'number');
  }
  return value.value;
}

/** SHA-256 in hexadecimal, as in-toto writes it. */
export function readDigest(members: Members, name: string): string {
  const text = readText(members, name);
  if (!/^[0-9a-f]{64}$/.test(text)) throw wrong(join(members.path, name), 'digest');
  return text;
}

/** @returns seconds since 1970 */
export function readTime(members: Members, name: string): number {
  const time = readInstant(readText(members, name));
  if (time === undefined) throw wrong(join(members.path, name), 'time');
  return time;
}

export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

export function wrong(member: string, problem: RequestMemberProblem): Failure<'request-member'> {
  return new Failure('request-member', { member, problem });
}
