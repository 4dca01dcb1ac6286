import type { FindingCode, FindingSeverity, FindingValues } from '../../../doctor-finding.ts';
import { countApprovers } from '../officers.ts';
import { isLockedOut, listQuorums } from '../quorums.ts';
import { findOnEach, type Rule } from '../rule.ts';

/**
 * How many officers with a key there are beyond M. The AWS CloudHSM user guide, "Best practices", asks for
 * M + 1 officers before a quorum is set; with M + 2, one can leave and there is still one to spare.
 */

type ApproverCode = Extract<
  FindingCode,
  'approvers-too-few' | 'no-officer-to-spare' | 'one-officer-to-spare'
>;

export const approversTooFew: Rule<'approvers-too-few'> = makeRule(
  'approvers-too-few',
  'error',
  (spare) => spare < 0,
);
export const noOfficerToSpare: Rule<'no-officer-to-spare'> = makeRule(
  'no-officer-to-spare',
  'advice',
  (spare) => spare === 0,
);
export const oneOfficerToSpare: Rule<'one-officer-to-spare'> = makeRule(
  'one-officer-to-spare',
  'advice',
  (spare) => spare === 1,
);

function makeRule<Code extends ApproverCode>(
  code: Code,
  severity: FindingSeverity,
  isFound: (spare: number) => boolean,
): Rule<Code> {
  return {
    code,
    severity,
    find(cluster) {
      return findOnEach<Code>(cluster, (server) => {
        const registered = countApprovers(server.officers);
        if (isLockedOut(server)) return undefined;
        const { length: officers } = server.officers.officers;
        // Of a service with fewer officers than its M, officers-below-m says so.
        const services = listQuorums(server.hsm).filter(
          ({ m }) => m <= officers && isFound(registered - m),
        );
        if (services.length === 0) return undefined;
        const values: FindingValues[ApproverCode] = { registered, services };
        return values;
      });
    },
  };
}
