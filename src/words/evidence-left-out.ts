import type { LeftOutReason } from '../evidence/gather/given-file.ts';

/** Why a file of a ceremony is not in the bundle. */
export const LEFT_OUT_WORDS: Readonly<Record<LeftOutReason, string>> = {
  'private-key': 'it is a private key, or holds one',
  password: 'a command in it has a password',
  'live-token':
    'it is of a token that might still be spent, or has signatures of one: its digest is in the bundle',
  signature: 'it is a signature that no approval file of a spent token names',
  'malformed-token': 'it is no token that can be read: a registration, a log-in, or a damaged one',
  'malformed-policy': 'it is a policy that is not sound',
  'malformed-request': 'it is a request that cannot be read',
  'malformed-script': 'it is a script that is not sound',
  'not-in-roster': 'it is a public key that neither roster nor policy has',
  'snapshot-of-no-time':
    'it has users or quorum values, and nothing says whether from before or from after',
  empty: 'it is empty',
  unknown: 'nothing is known of it',
  binary: 'it is no text, and nothing is known of it',
  link: 'it is a link',
  hidden: 'its name begins with a dot',
  'not-regular': 'it is no file',
  'too-large': 'it is too large',
  unreadable: 'it cannot be read',
  cluster: 'it is an emulated cluster, or the dump of one',
};
