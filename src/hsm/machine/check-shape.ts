import * as v from 'valibot';
import { cutText } from '../../cut-text.ts';
import { Failure } from '../../failure.ts';
import type { ShapeProblem } from '../../failure-codes/hsm-state.ts';
import type { Expected, ShapeDetail } from '../../failure-codes/shape-detail.ts';
import { readExpected } from './expected.ts';

/**
 * Data from outside against the shape that it should have: the one place where a validator's finding
 * becomes a failure.
 */

/** Of keys and values that a finding tells, characters. */
const LONGEST_TOLD = 500;

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
    place: cutText(v.getDotPath(issue) ?? '', LONGEST_TOLD),
    detail: detailOf(issue),
  });
}

/** What valibot found, as a code of ours; its place is the caller's affair. */
export function detailOf(issue: v.BaseIssue<unknown>): ShapeDetail {
  // Of an object whose keys are fixed, valibot says both as 'Invalid key'.
  if (issue.type === 'strict_object' && issue.expected === 'never') return { code: 'unknown-key' };
  if (issue.message.startsWith('Invalid key: ')) return { code: 'missing' };
  const own = readExpected(issue.message);
  // What a schema of ours has its own words for may be a secret.
  if (own !== undefined) return { code: 'unlike', expected: own, found: null };
  return {
    code: 'unlike',
    expected: expectedBy(issue),
    found: cutText(issue.received, LONGEST_TOLD),
  };
}

function expectedBy({ type, requirement, expected }: v.BaseIssue<unknown>): Expected {
  switch (type) {
    case 'integer':
    case 'safe_integer':
      return { code: 'whole-number' };
    case 'min_value':
      return { code: 'at-least', minimum: Number(requirement) };
    case 'max_value':
      return { code: 'at-most', maximum: Number(requirement) };
    case 'min_length':
      return { code: 'count-at-least', minimum: Number(requirement) };
    case 'max_length':
      return { code: 'count-at-most', maximum: Number(requirement) };
    case 'length':
      return { code: 'count', count: Number(requirement) };
    default:
      return { code: 'type', type: cutText(expected ?? type, LONGEST_TOLD) };
  }
}
