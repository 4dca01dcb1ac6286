import type { BrokenLink, LinkProblem } from '../hsm/broken-link.ts';
import { countNoun } from './count-noun.ts';

/**
 * Where the chain of an audit log breaks, and how.
 *
 * @example
 * describeBrokenLink({ record: 7, problem: { code: 'content' } });
 * // 'record 7: its content is not what its hash says'
 */
export function describeBrokenLink({ record, problem }: BrokenLink): string {
  return `record ${record}: ${describeProblem(problem)}`;
}

function describeProblem(problem: LinkProblem): string {
  switch (problem.code) {
    case 'sequence':
      return `it has sequence number ${problem.found}, expected ${problem.expected}`;
    case 'previous':
      return 'it does not follow from the record before it';
    case 'content':
      return 'its content is not what its hash says';
    case 'end': {
      const { sequence, hash } = problem.head;
      return `the log ends here, the HSM wrote ${countNoun(sequence, 'record')}, the last ${hash}`;
    }
  }
}
