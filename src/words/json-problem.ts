import type { JsonProblem } from '../failure-codes/json-problem.ts';
import { escapeUnsafe } from '../printable.ts';
import { countNoun } from './count-noun.ts';
import { JSON_EXPECTED } from './sdk5-diagnostics/file.ts';

/**
 * Why bytes are no JSON that everybody reads alike.
 *
 * @example
 * describeJsonProblem({ code: 'too-deep', most: 32, span: { start: 9, end: 10 } });
 * // 'found more than 32 levels of objects and lists'
 */
export function describeJsonProblem(problem: JsonProblem): string {
  switch (problem.code) {
    case 'too-large':
      return `found ${countNoun(problem.bytes, 'byte')}, expected ${problem.most} at most`;
    case 'not-utf8':
      return `byte ${problem.span.start + 1} is no UTF-8`;
    case 'too-deep':
      return `found more than ${countNoun(problem.most, 'level')} of objects and lists`;
    case 'syntax':
      return `expected ${JSON_EXPECTED[problem.expected]} at byte ${problem.span.start + 1}`;
    case 'duplicate-member':
      return `found a second member "${escapeUnsafe(problem.name)}", of which programs take either`;
    case 'proto-member':
      return 'found a member "__proto__"';
  }
}
