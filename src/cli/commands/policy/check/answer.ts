import * as v from 'valibot';
import {
  type Answer,
  count,
  flag,
  list,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  texts,
  time,
  told,
} from '../../answer-parts.ts';

const missing = v.strictObject({
  groups: texts('whose people are wanted; empty where anybody will do'),
  count: count('how many'),
  candidates: texts('who could; names of the policy'),
});

const rule = v.strictObject({
  number: count('from 1, in the order of the policy'),
  name: orNull(text('as the policy calls it')),
  because: told(
    v.picklist(['operation', 'no-operation-named']),
    'why it applies: it is about the operation; or none is named, and the token could be used for one',
  ),
  met: flag('whether it is met'),
  taken: list(
    v.strictObject({
      person: text('who counts'),
      group: orNull(text('for which group; null where anybody counts')),
    }),
    'who takes which place',
  ),
  missing: list(missing, 'places that nobody takes yet'),
  tokenTooOld: flag('whether the token is older than the rule allows'),
});

const approval = v.strictObject({
  account: text('as the file names the approver'),
  state: told(
    v.picklist([
      'counts',
      'same-person',
      'requester',
      'not-on-request',
      'not-valid',
      'wrong',
      'other-person',
      'stranger',
    ]),
    'as docs/policy.md explains them',
  ),
  person: orNull(text('whose account it is')),
  keyOf: orNull(text('whose key made it, where that is another person')),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  policy: v.strictObject({
    file: text('as it was named'),
    name: orNull(text('as it calls itself')),
    sha256: sha256('of its TOML'),
  }),
  file: text('with the approvals, as it was named'),
  requester: text('who asked for the token'),
  service: count('what the token is for'),
  created: orNull(time('when the token was made')),
  operation: orNull(text('what the request asks for; null without one')),
  met: flag('whether the policy is met'),
  rules: list(rule, 'those that apply'),
  approvals: list(approval, 'in the order of the file'),
  requestProblems: texts('why the request does not count: codes'),
});

export type PolicyCheckAnswer = v.InferOutput<typeof answer>;

export const POLICY_CHECK_ANSWERS: readonly Answer[] = [{ schema: answer }];
