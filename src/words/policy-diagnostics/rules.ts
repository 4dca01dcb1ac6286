/** What lint says of rules. */
import type {
  MissingInLint,
  PolicyDiagnosticValues,
} from '../../failure-codes/policy-diagnostic.ts';
import { countNoun } from '../count-noun.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import { describeOperationProblem, suggestForOperation } from '../operation-problem.ts';
import { didYouMean, quote } from '../toml-diagnostics/parts.ts';
import { nameService } from './parts.ts';

export const RULE_WORDS: WordsOf<
  Pick<
    PolicyDiagnosticValues,
    | 'policy-operation'
    | 'never-covered'
    | 'too-many-seats'
    | 'unknown-group'
    | 'never-met'
    | 'needs-requester'
    | 'shadowed-rule'
    | 'weaker-than-cluster'
    | 'stronger-than-cluster'
  >
> = {
  'policy-operation': {
    summary: 'a rule names no operation that a quorum is asked for',
    why: 'A rule is about operations as either console types them, with * for any characters, or "*" for all.',
    message: ({ problem }) => describeOperationProblem(problem),
    hint: ({ problem }) => suggestForOperation(problem),
  },
  'never-covered': {
    summary: 'no token of the rule’s service lets an operation through',
    why: 'So the rule would never apply to it.',
    message: ({ text, service }) =>
      `${quote(text)} is nothing that a token for ${nameService(service)} lets through`,
    hint: () => 'leave service out, or move the operation to a rule of its own service',
  },
  'too-many-seats': {
    summary: 'a rule asks for more people of groups than people in all',
    why: 'Somebody in two groups takes one seat, so that approvals is at least the sum of from-groups.',
    message: ({ approvals, seats }) =>
      `found ${countNoun(approvals, 'approval')}, and ${seats} from groups`,
    hint: ({ seats }) => `write approvals = ${seats}, or ask for fewer`,
  },
  'unknown-group': {
    summary: 'a rule asks for people of a group that nobody is in',
    why: 'Groups are not declared: they are what people have in groups. Most often one is misspelt.',
    message: ({ group }) => `nobody is in ${quote(group)}`,
    hint: ({ nearest }) => didYouMean(nearest, 'put people into it, in their groups'),
  },
  'never-met': {
    summary: 'a rule can never be met',
    why: 'At no time are there enough people with a valid key, however many of them approve. A person counts once, whatever their accounts.',
    message: ({ missing }) =>
      `even if all approve, there is always too little: ${missing.map(describeMissing).join(', ')}`,
    hint: () => 'ask for fewer, or add people with keys',
  },
  'needs-requester': {
    summary: 'a rule can be met only where somebody of no use to it asks',
    why: 'Whoever asks does not count in it. When one of these people is the requester, the others are too few.',
    message: ({ requesters }) =>
      `cannot be met when ${requesters.map(quote).join(', ')} asks, who would not count`,
    hint: () => 'add people, or write requester = "counts" if that is meant',
  },
  'shadowed-rule': {
    summary: 'a rule never applies, for earlier ones take all that it is about',
    why: 'Of all rules that mean an operation, the first applies.',
    message: ({ by }) => `never applies: rule ${by.join(' and ')} comes first`,
    hint: () => 'put the narrower rule first',
  },
  'weaker-than-cluster': {
    summary: 'a rule asks for fewer people than the cluster for approvals',
    why: 'Where the rule is met, the HSM may still refuse.',
    message: ({ approvals, service, m }) =>
      `asks for ${approvals}, and the cluster for ${m} for ${nameService(service)}`,
    hint: ({ m }) => `write approvals = ${m}`,
  },
  'stronger-than-cluster': {
    summary: 'a rule asks for more people than the cluster for approvals',
    why: 'The HSM lets the operation through with fewer: that all of them approve is held by those who hand approvals in, and shown by an audit.',
    message: ({ approvals, service, m }) =>
      `asks for ${approvals}, and the cluster lets ${nameService(service)} through with ${m}`,
    hint: () => 'set M of the cluster to it, or see to it that mofn policy check is run',
  },
};

function describeMissing({ group, count }: MissingInLint): string {
  return group === undefined ? `${count} more of anybody` : `${count} more of ${quote(group)}`;
}
