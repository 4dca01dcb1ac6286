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
import { keyAnswer } from '../../token/key-answer.ts';
import { approvalAnswer, ruleAnswer } from '../verdict-answer.ts';

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
  key: v.exactOptional(told(keyAnswer, 'of a token for a key: which key, and what that means')),
  created: orNull(time('when the token was made')),
  operation: orNull(text('what the request asks for; null without one')),
  met: flag('whether the policy is met'),
  rules: list(ruleAnswer, 'those that apply'),
  approvals: list(approvalAnswer, 'in the order of the file'),
  requestProblems: texts('why the request does not count: codes'),
});

export type PolicyCheckAnswer = v.InferOutput<typeof answer>;

export const POLICY_CHECK_ANSWERS: readonly Answer[] = [{ schema: answer }];
