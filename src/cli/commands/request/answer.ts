import * as v from 'valibot';
import { count, list, orNull, sha256, text, time, told } from '../answer-parts.ts';

/** A request, as the answers have it. */
export const requestAnswer = v.strictObject({
  operation: told(
    v.strictObject({
      name: text('of the operation'),
      arguments: told(v.record(v.string(), v.string()), 'its arguments, by their names'),
      classic: orNull(text('as cloudhsm_mgmt_util has it; null where it has no such command')),
      sdk5: text('as cloudhsm-cli has it'),
    }),
    'what is asked for',
  ),
  requester: text('who asks, and does it'),
  service: count('of the token that lets it through'),
  serviceName: text('the service’s name'),
  reason: orNull(text('in words of whoever made it')),
  ticket: orNull(text('in words of whoever made it')),
  made: time('when it was made'),
  expires: orNull(time('after it nobody signs it; null: never')),
  policy: orNull(sha256('digest of the policy that it names')),
  key: v.exactOptional(text('the token’s key, as `0x0000000000680006`, where it is for one')),
  data: v.exactOptional(
    told(
      v.strictObject({ sha256: sha256('digest of all of it'), bytes: count('its size') }),
      'what is to be signed; missing where nobody has said it',
    ),
  ),
  token: told(
    v.nullable(
      v.strictObject({
        name: text('of the token’s file, without folders'),
        sha256: sha256('digest of what officers sign in it'),
      }),
    ),
    'the one token that it is for; null: it is a draft',
  ),
});

/** What stands beside a signature. */
export const hintAnswer = orNull(
  text('what the envelope says of its key: a hint, which anybody can write'),
);

export const signatureHints = list(
  v.strictObject({ keyid: hintAnswer }),
  'those in the envelope, unchecked',
);

/** What is the matter with a request. */
export const problemsAnswer = list(
  v.strictObject({
    code: told(
      v.picklist([
        'other-token',
        'other-requester',
        'other-service',
        'other-key',
        'not-covered',
        'expired',
        'from-the-future',
        'other-policy',
      ]),
      'what it is',
    ),
    message: text('in words'),
  }),
  'why it is not to be signed, or does not count',
);
