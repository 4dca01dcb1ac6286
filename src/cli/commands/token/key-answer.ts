import * as v from 'valibot';
import { count, flag, orNull, sha256, text, texts, told } from '../answer-parts.ts';

/** What is said of the key that a token is for. */
export const keyAnswer = v.strictObject({
  reference: text('its handle, as `0x0000000000680006`'),
  found: told(
    v.picklist(['found', 'no-key', 'unreadable', 'no-cluster']),
    'what a cluster at hand says of it: `--hsm`, or MOFN_HSM; all that follows is null where it is not found',
  ),
  cluster: orNull(text('the folder of that cluster, as it was named')),
  hasToken: orNull(flag('whether the token is live there; if not, it may be another key')),
  label: orNull(text('its label')),
  class: orNull(text('`private-key` or `secret-key`')),
  type: orNull(text('`rsa`, `ec`, `aes` or `generic-secret`')),
  curve: orNull(text('of an EC key')),
  fingerprint: orNull(sha256('SHA-256 of the public key’s SubjectPublicKeyInfo')),
  checkValue: orNull(text('three bytes, hex')),
  destroyable: orNull(flag('whether its owner can delete it')),
  owner: orNull(text('whose it is')),
  sharedWith: texts('who else uses it'),
  usersWithoutKey: texts('who of them has registered no key there: such approvals count nothing'),
  useApprovals: orNull(count('how many approvals its use needs; 0 for none')),
  manageApprovals: orNull(count('how many its management needs')),
  showsData: told(v.literal(false), 'a token shows nothing of the data that will be signed'),
  requesterCounts: told(v.literal(true), 'whoever asks may be one of those who approve'),
  coversDeletion: told(v.literal(false), 'its owner deletes a key alone'),
});
