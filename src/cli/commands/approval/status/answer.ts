import * as v from 'valibot';
import {
  type Answer,
  count,
  counts,
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
import { approvalAnswer, ruleAnswer } from '../../policy/verdict-answer.ts';
import { hintAnswer, problemsAnswer, requestAnswer } from '../../request/answer.ts';
import { keyAnswer } from '../../token/key-answer.ts';

const token = v.strictObject({
  file: text('as the approval file names it'),
  sha256: sha256('digest of what is signed'),
  user: orNull(text('who asked for it, by its first record')),
  users: texts('by all of its records'),
  service: orNull(count('what it is for, by its first record')),
  services: counts('by all of its records'),
  serviceName: orNull(text('the service’s name')),
  allows: orNull(text('what the service allows, in words')),
  namesOperation: told(v.literal(false), 'a token never names the operation'),
  key: v.exactOptional(told(keyAnswer, 'of a token for a key: which key, and what that means')),
  nodes: counts('the HSMs whose records it has'),
  created: orNull(time('when it was made; null where no calendar has that time')),
  ageSeconds: orNull(count('since then; below 0 where that is in the future')),
});

const request = v.strictObject({
  file: text('the request, as it was named'),
  request: requestAnswer,
  problems: problemsAnswer,
  signatures: list(
    v.strictObject({
      state: told(
        v.picklist(['right', 'repeated', 'unknown']),
        'right: by a key of the roster; repeated: that key has signed before; unknown: by no key of it',
      ),
      names: texts('whose key made it'),
      keyid: hintAnswer,
    }),
    'those in the envelope, in their order',
  ),
});

const policy = v.strictObject({
  file: text('as it was named'),
  name: orNull(text('as it calls itself')),
  sha256: sha256('of its TOML'),
  met: flag('whether it is met'),
  rules: list(ruleAnswer, 'those that apply'),
  approvals: list(approvalAnswer, 'what each is worth under it'),
});

const officer = v.strictObject({
  name: text('of the roster or of the file'),
  inRoster: flag('whether the roster has the name'),
  state: told(
    v.picklist(['right', 'wrong', 'refused', 'no-file', 'unread', 'unchecked', 'missing']),
    'as docs/officer.md explains them',
  ),
  file: orNull(text('the signature’s file, as it was named')),
  reasons: texts('why it is not right, in words'),
  causes: texts('why it is wrong: codes, as docs/officer.md explains them'),
  madeBy: orNull(text('the officer of the roster whose key made a wrong one')),
  onRequest: orNull(flag('whether the officer has signed the request; null without one')),
});

/** Of one token with its approvals. */
export const statusAnswer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: text('the approval file, as it was named'),
  format: told(v.picklist(['classic', 'sdk5']), 'which kind of file it is'),
  token: told(v.nullable(token), 'null where it cannot be read'),
  tokenProblem: orNull(text('what is the matter with it, in words')),
  request: told(v.nullable(request), 'with `--request`: what the token is for'),
  policy: told(
    v.nullable(policy),
    'with `--policy`: what it says; null also where there is no token that it could be about',
  ),
  right: count('approvals that count: right, and, with a request, on that as well'),
  required: count('approvals that are needed'),
  requiredFrom: told(
    v.picklist(['option', 'key', 'policy', 'file', 'least']),
    'who says so; `least`: nobody does, and nothing is reached',
  ),
  reached: flag('whether the quorum is reached'),
  refusals: texts('why the HSM would refuse the whole file, in words'),
  officers: list(officer, 'those of the roster, then the others of the file'),
  warnings: list(
    v.strictObject({ code: text('docs/codes.md has them'), message: text('in words') }),
    'what an officer should know besides',
  ),
  next: list(
    v.strictObject({ what: text('who does what'), commands: texts('what is to be typed') }),
    'what to do next',
  ),
});

export type ApprovalStatusAnswer = v.InferOutput<typeof statusAnswer>;

export const APPROVAL_STATUS_ANSWERS: readonly Answer[] = [{ schema: statusAnswer }];
