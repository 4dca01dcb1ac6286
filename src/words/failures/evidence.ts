import type { EvidenceFailures } from '../../failure-codes/evidence.ts';
import { escapeUnsafe } from '../../printable.ts';
import type { FailureWords } from './failure-words.ts';

export const EVIDENCE_FAILURE_WORDS: FailureWords<EvidenceFailures> = {
  'evidence-secret': {
    message: ({ path, secret, at }) =>
      `found ${SECRETS[secret]} in ${at === null ? '' : `${escapeUnsafe(at)} of `}${escapeUnsafe(path)}`,
    hint: ({ secret }) =>
      secret === 'password'
        ? 'nothing was made: change the password, and keep it out of commands and remarks'
        : 'nothing was made: nobody may have it, and nothing of a script or a record can be left out',
  },
  'evidence-snapshot': {
    message: ({ path, when }) =>
      `found in ${escapeUnsafe(path)} nothing that a console prints, expected users or quorum values ${when === 'before' ? 'from before' : 'from after'}`,
    hint: () => '"cloudhsm-cli user list" and listUsers print users',
  },
  'evidence-spent': {
    message: ({ path }) => `found no token in ${escapeUnsafe(path)}, expected one that was spent`,
    hint: () => 'name the token file, as the console wrote it',
  },
  'evidence-nothing': {
    message: ({ path }) => `found nothing in ${escapeUnsafe(path)} that evidence is made of`,
    hint: () => 'name the folder with the request, the policy, the tokens and the logs',
  },
  'evidence-too-much': {
    message: ({ path, most, of }) =>
      `found more than ${most} ${of} in ${escapeUnsafe(path)}, expected what a ceremony has`,
    hint: () => 'take what does not belong to the ceremony out of the folder',
  },
};

const SECRETS = {
  'live-token': 'a part of a token that might still be spent, or a signature of one,',
  'private-key': 'a private key',
  password: 'a password',
} as const;
