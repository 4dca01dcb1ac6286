/**
 * The shape of findings as they stand in a manifest. What is true of them is not told by their shape: that is found by
 * making them anew. docs/evidence.schema.json says the same.
 */
import * as v from 'valibot';
import type { SoftwareVersion } from '../../ceremony/record/record.ts';
import type { Findings } from '../findings.ts';

const text = v.string();
const texts = v.array(text);
const orNull = <const S extends v.GenericSchema>(schema: S) => v.nullable(schema);
const textOrNull = orNull(text);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const sha256: v.GenericSchema<unknown, string> = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/),
);
const sha256OrNull = orNull(sha256);
const time = v.pipe(v.string(), v.regex(/^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\dZ$/));
const timeOrNull = orNull(time);
const listOf = <const S extends v.GenericSchema>(schema: S) => v.array(schema);
const object = v.strictObject;

export const software: v.GenericSchema<unknown, SoftwareVersion> = object({
  name: text,
  version: text,
});

const file = object({ path: text, sha256, bytes: count });

const step = object({
  id: text,
  text,
  who: texts,
  command: textOrNull,
  statement: textOrNull,
  result: textOrNull,
  attempts: listOf(
    object({
      state: v.picklist(['done', 'deviated', 'skipped']),
      began: timeOrNull,
      ended: time,
      by: texts,
      initials: texts,
      remark: textOrNull,
      reason: textOrNull,
      acceptedBy: textOrNull,
      files: listOf(file),
    }),
  ),
});

const ceremony = object({
  title: text,
  purpose: text,
  place: text,
  isRehearsal: v.boolean(),
  isComplete: v.boolean(),
  began: time,
  ended: time,
  recordHead: sha256,
  participants: listOf(object({ id: text, name: text, role: text, isInPolicy: v.boolean() })),
  software: listOf(software),
  steps: listOf(step),
  remarks: listOf(object({ at: time, by: text, remark: text })),
  breaks: listOf(object({ from: time, to: timeOrNull })),
});

const signature = object({
  state: v.picklist(['right', 'repeated', 'unknown']),
  names: texts,
  fingerprint: sha256OrNull,
});

const policy = object({
  path: text,
  digest: sha256,
  name: textOrNull,
  people: listOf(
    object({ id: text, name: text, groups: texts, accounts: texts, fingerprints: listOf(sha256) }),
  ),
  signatures: orNull(listOf(signature)),
});

const verdict = object({
  policy: text,
  isMet: v.boolean(),
  rules: listOf(
    object({
      number: count,
      name: textOrNull,
      isMet: v.boolean(),
      approvals: count,
      taken: listOf(object({ person: text, group: textOrNull })),
      missing: listOf(object({ groups: texts, count })),
    }),
  ),
});

const request = object({
  path: text,
  classic: textOrNull,
  sdk5: textOrNull,
  requester: text,
  service: count,
  reason: textOrNull,
  ticket: textOrNull,
  made: time,
  expires: timeOrNull,
  policy: sha256OrNull,
  key: textOrNull,
  data: orNull(object({ sha256, bytes: count })),
  token: sha256,
  signatures: listOf(signature),
  problems: texts,
  verdict: orNull(verdict),
});

const token = object({
  path: text,
  digest: sha256,
  requester: textOrNull,
  service: orNull(count),
  created: timeOrNull,
  nodes: listOf(count),
  state: v.picklist(['spent', 'said-spent', 'withheld']),
  file: sha256,
  approvals: listOf(
    object({
      name: text,
      signature: sha256,
      state: v.picklist(['right', 'wrong', 'unknown-key', 'not-rechecked']),
      fingerprint: sha256OrNull,
      causes: texts,
    }),
  ),
  verdict: orNull(verdict),
});

const operation = object({
  at: time,
  operation: textOrNull,
  kind: v.picklist(['known', 'set-m-value', 'key']),
  actor: textOrNull,
  done: listOf(object({ stream: text, sequence: text })),
  missing: texts,
  request: textOrNull,
});

const log = object({
  path: text,
  stream: text,
  events: count,
  first: timeOrNull,
  last: timeOrNull,
  findings: texts,
});

const snapshot = object({
  paths: texts,
  isInStep: v.boolean(),
  users: listOf(
    object({
      name: text,
      role: text,
      hasKey: orNull(v.boolean()),
      isLocked: orNull(v.boolean()),
    }),
  ),
  quorumValues: listOf(object({ service: text, value: count })),
});

const difference = object({
  what: v.picklist(['user', 'quorum-value']),
  name: text,
  change: v.picklist(['added', 'removed', 'changed']),
  before: textOrNull,
  after: textOrNull,
});

const deviation = object({
  at: time,
  step: text,
  kind: v.picklist([
    'stopped',
    'deviated',
    'skipped',
    'repeated',
    'not-done',
    'resumed',
    'out-of-order',
    'by-others',
    'file-missing',
  ]),
  by: textOrNull,
  reason: textOrNull,
  acceptedBy: textOrNull,
  isSelfAccepted: v.boolean(),
});

const contradiction = v.variant('code', [
  object({ code: v.literal('unreadable-piece'), path: text, problem: text }),
  object({ code: v.literal('outcome-changed'), path: text, step: text }),
  object({ code: v.picklist(['other-script', 'other-policy']), path: text }),
  object({ code: v.literal('not-in-script'), name: text }),
  object({ code: v.literal('time-goes-back'), at: time }),
  object({ code: v.literal('signature-wrong'), path: text, name: text }),
  object({ code: v.literal('request-problem'), path: text, problem: text }),
  object({ code: v.literal('policy-not-met'), path: text }),
  object({
    code: v.literal('quorum-not-reached'),
    path: text,
    approvals: count,
    required: count,
  }),
  object({
    code: v.picklist(['difference-not-in-logs', 'operation-not-in-snapshots']),
    name: text,
  }),
  object({ code: v.literal('audit'), finding: text, at: timeOrNull, text }),
]);

const unchecked = v.variant('code', [
  object({ code: v.picklist(['token-withheld', 'token-said-spent']), path: text }),
  object({
    code: v.picklist(['no-logs', 'no-keys', 'unsigned-logs', 'unsigned-snapshots', 'record-times']),
  }),
  object({ code: v.literal('outcome-left-out'), path: text, step: text }),
  object({ code: v.literal('report-of-other-version'), version: text }),
]);

export const FINDINGS: v.GenericSchema<unknown, Findings> = object({
  ceremony: orNull(ceremony),
  keys: listOf(object({ path: text, name: text, fingerprint: sha256 })),
  policies: listOf(policy),
  requests: listOf(request),
  tokens: listOf(token),
  operations: listOf(operation),
  logs: listOf(log),
  logsFrom: timeOrNull,
  before: orNull(snapshot),
  after: orNull(snapshot),
  differences: listOf(difference),
  deviations: listOf(deviation),
  contradictions: listOf(contradiction),
  unchecked: listOf(unchecked),
});
