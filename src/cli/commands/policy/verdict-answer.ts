import * as v from 'valibot';
import { count, flag, list, orNull, text, texts, told } from '../answer-parts.ts';

const missing = v.strictObject({
  groups: texts('whose people are wanted; empty where anybody will do'),
  count: count('how many'),
  candidates: texts('who could; names of the policy'),
});

export const ruleAnswer = v.strictObject({
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

/** What an approval may be worth under a policy. */
export const APPROVAL_STATE = v.picklist([
  'counts',
  'same-person',
  'requester',
  'not-on-request',
  'not-valid',
  'no-file',
  'wrong',
  'other-person',
  'stranger',
]);

export const approvalAnswer = v.strictObject({
  account: text('as the file names the approver'),
  state: told(APPROVAL_STATE, 'as docs/policy.md explains them'),
  person: orNull(text('whose account it is')),
  keyOf: orNull(text('whose key made it, where that is another person')),
});
