import { cutText } from '../../cut-text.ts';
import type { HsmRequest } from '../protocol.ts';
import { LIMITS } from './rules.ts';

/**
 * A request whose names are no longer than a log keeps them. What is cut off makes no difference to the
 * answer: no name, type, session or operation is so long, and none has the mark of a cut in it.
 *
 * @returns the very request where nothing is too long
 */
export function cutRequest<R extends HsmRequest>(request: R): R {
  const texts = Object.entries(request).map(
    ([key, value]) => [key, cutMember(key, value)] as const,
  );
  if (texts.every(([key, value]) => value === request[key as keyof R])) return request;
  return Object.fromEntries(texts) as R;
}

const CUT: ReadonlySet<string> = new Set(['type', 'name', 'session', 'operation']);
/** Members that have names in them. */
const NAMING: ReadonlySet<string> = new Set([
  'user',
  'approval',
  'wrappingApproval',
  'payloadApproval',
  'key',
  'publicKey',
  'privateKey',
]);

function cutEach(names: readonly string[]): readonly string[] {
  return names.every((name) => name.length <= LIMITS.text)
    ? names
    : names.map((name) => cutText(name, LIMITS.text));
}

function cutMember(key: string, value: unknown): unknown {
  if (typeof value === 'string') return CUT.has(key) ? cutText(value, LIMITS.text) : value;
  // A number has no members, and bytes have none that could be cut.
  if (NAMING.has(key) && value !== undefined) return cutNames(value as object);
  if (key === 'sharedWith') return cutEach(value as readonly string[]);
  if (key !== 'approvals') return value;
  const approvals = value as readonly object[];
  // Those that are too many are counted, and not looked at.
  if (approvals.length > LIMITS.approvals) return value;
  const cut = approvals.map(cutNames);
  return cut.every((approval, index) => approval === approvals[index]) ? value : cut;
}

function cutNames(object: object): object {
  const entries = Object.entries(object).map(
    ([key, value]) => [key, cutMember(key, value)] as const,
  );
  const isWhole = entries.every(([key, value]) => value === object[key as keyof typeof object]);
  return isWhole ? object : Object.fromEntries(entries);
}
