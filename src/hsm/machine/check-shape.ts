import * as v from 'valibot';
import { cutText } from '../../cut-text.ts';
import { Failure } from '../../failure.ts';
import type { ShapeProblem } from '../../failure-codes/hsm-state.ts';

/**
 * Data from outside against the shape that it should have: the one place where a validator's finding
 * becomes a failure.
 */

/** What valibot calls the kinds of JSON, and what we call them. */
const KINDS: Readonly<Record<string, string>> = {
  Object: 'an object',
  Array: 'a list',
  string: 'a text',
  number: 'a number',
};

/** Of keys and values that a finding tells, characters. */
const LONGEST_WORDS = 500;

/**
 * Takes anything and gives it back typed, if it has the shape.
 *
 * @param refuse makes the failure of the first finding; without it, it is `state-malformed`
 * @throws what `refuse` makes
 */
export function checkShape<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  refuse: (problem: ShapeProblem) => Failure = (problem) => new Failure('state-malformed', problem),
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw refuse({
    problem: 'shape',
    place: cutText(v.getDotPath(issue) ?? '', LONGEST_WORDS),
    detail: describeIssue(issue),
  });
}

/** What valibot found, in words like ours, lower case; its place is the caller's affair. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  // Of an object whose keys are fixed, valibot says both as 'Invalid key'.
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'unknown key';
  if (issue.message.startsWith('Invalid key: ')) return 'missing';
  const found = /^Invalid \w+: Expected (.+) but received (.+)$/.exec(issue.message);
  if (found !== null) {
    const [, expected = '', received = ''] = found;
    return cutText(
      `expected ${KINDS[expected] ?? expected}, found ${KINDS[received] ?? received}`,
      LONGEST_WORDS,
    );
  }
  return cutText(issue.message.slice(0, 1).toLowerCase() + issue.message.slice(1), LONGEST_WORDS);
}
