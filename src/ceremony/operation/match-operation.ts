import type { ServiceCode } from '../../token/service.ts';
import { matchesFilter } from './key-filter.ts';
import type { Operation, OperationPattern } from './operation.ts';
import { findOperationKind } from './operation-kinds.ts';

/** Whether a token of a service lets an operation through. */
export function isCovered({ op }: Operation, service: ServiceCode | undefined): boolean {
  return service !== undefined && findOperationKind(op)?.service === service;
}

/** Whether two operations are the same. */
export function isSameOperation(one: Operation, other: Operation): boolean {
  const names = new Set([...Object.keys(one.arguments), ...Object.keys(other.arguments)]);
  return (
    one.op === other.op && [...names].every((name) => one.arguments[name] === other.arguments[name])
  );
}

/**
 * Whether a pattern means an operation.
 *
 * @example
 * matchesPattern(terms.operation, { op: 'createUser', arguments: { type: 'CO', user: '*' } }); // false for a CU
 */
export function matchesPattern(
  { op, arguments: values }: Operation,
  pattern: OperationPattern,
): boolean {
  if (pattern.op === undefined) return true;
  return (
    op === pattern.op &&
    Object.entries(pattern.arguments).every(([name, wanted]) => {
      const value = values[name] ?? '';
      return name === 'key' ? matchesFilter(value, wanted, matches) : matches(value, wanted);
    })
  );
}

/** `*` stands for any characters. In linear time, as the pattern may come from anybody. */
function matches(value: string, wanted: string): boolean {
  const [first = '', ...parts] = wanted.split('*');
  const last = parts.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first) || !value.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= value.length - last.length;
}
