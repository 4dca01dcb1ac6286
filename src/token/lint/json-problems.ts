import type { JsonProblem } from '../json/read-json.ts';
import type { Subject } from './subject.ts';

/** The problems of one code that the reader of JSON has found. */
export function findJsonProblems<Code extends JsonProblem['code']>(
  { reading: { problems } }: Subject,
  code: Code,
): readonly Extract<JsonProblem, { readonly code: Code }>[] {
  return problems.filter(
    (problem): problem is Extract<JsonProblem, { readonly code: Code }> => problem.code === code,
  );
}
