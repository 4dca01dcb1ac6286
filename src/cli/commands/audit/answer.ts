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
} from '../answer-parts.ts';

const sequence = (what: string) =>
  told(v.pipe(v.string(), v.regex(/^0x[0-9a-f]+$/), v.title('hex')), what);

const point = v.strictObject({
  time: time('when'),
  sequence: sequence('its number in the log'),
});

const operation = v.strictObject({
  time: time('when the first HSM did it'),
  operation: text('what was done, in the words of the classic console'),
  actor: orNull(text('who was logged in; null where the log does not tell')),
  done: list(
    v.strictObject({
      stream: text('the log'),
      time: time('when this HSM did it'),
      sequence: sequence('its number in the log'),
      session: sequence('the session’s handle'),
    }),
    'where it stands',
  ),
  missing: list(
    v.strictObject({
      stream: text('the log'),
      code: told(
        v.picklist(['absent', 'refused', 'log-ends-before']),
        'no such event; the HSM said no; the log ends earlier',
      ),
      response: orNull(text('what the HSM said')),
    }),
    'logs in which it should stand as done',
  ),
  request: orNull(text('the file of the request that covers it')),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  clean: flag('the answer: there are no findings'),
  summary: text('the same in a line'),
  from: orNull(time('the beginning of the time looked at')),
  until: orNull(time('its end')),
  signaturesJudged: flag('whether a roster or a policy says whose keys are trusted'),
  operations: list(operation, 'guarded operations, oldest first'),
  before: list(operation, 'those from before the time looked at, and activations'),
  findings: list(
    v.strictObject({
      code: text('docs/codes.md has them, as AuditFinding'),
      message: text('in words'),
      operation: orNull(count('place of the operation in `operations`, from 0')),
      request: orNull(text('the file of the request')),
      stream: orNull(text('the log')),
      time: orNull(time('when')),
    }),
    'why the answer is no',
  ),
  requests: list(
    v.strictObject({
      file: text('as it was named'),
      operation: text('what it asks for'),
      requester: text('who asks'),
      tokenSha256: sha256('digest of its token'),
      operations: counts('places of the operations that it was for; two or more: done twice'),
      outside: counts('places of those that were done outside its time'),
      approved: orNull(flag('whether its signatures are enough; null where nobody judges them')),
      approvedBy: texts('whose signatures count'),
      reasons: texts('why they are not enough'),
    }),
    'oldest first',
  ),
  sets: list(
    v.strictObject({
      file: text('as it was named'),
      request: orNull(text('the file of the request for its token; null where there is none')),
    }),
    'tokens with their approvals',
  ),
  unusedTokens: list(
    v.strictObject({
      time: time('when it was got'),
      actor: orNull(text('by whom')),
      streams: texts('the logs that have it'),
    }),
    'after which nothing guarded was done by whoever got it, within the ten minutes of its life',
  ),
  unjudged: count(
    'events of what was done with keys that no request covers, and of which no log tells whether a quorum guarded them',
  ),
  logs: list(
    v.strictObject({
      name: text('of the stream, or the file'),
      events: text('how many, in decimal'),
      first: orNull(point),
      last: orNull(point),
    }),
    'what was read',
  ),
});

export type AuditAnswer = v.InferOutput<typeof answer>;

export const AUDIT_ANSWERS: readonly Answer[] = [{ schema: answer }];
