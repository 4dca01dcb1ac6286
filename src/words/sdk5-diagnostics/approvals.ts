/** What lint says of the approvals in a file of the newer command line. */

import type { Sdk5DiagnosticValues } from '../../failure-codes/sdk5-diagnostic.ts';
import { countNoun } from '../count-noun.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import { quote } from '../diagnostics/quote.ts';

export const APPROVAL_WORDS: WordsOf<
  Pick<
    Sdk5DiagnosticValues,
    | 'user-name'
    | 'role'
    | 'signature-length'
    | 'repeated-approver'
    | 'repeated-signature'
    | 'misplaced-signature'
  >
> = {
  'user-name': {
    summary: 'the name of an approver is no user name',
    why: 'A user name has 1 to 31 letters, digits and `_`.',
    message: ({ value }) => `found ${quote(value)}, which is no user name`,
    hint: () => 'a user name has 1 to 31 letters, digits and _',
  },
  role: {
    summary: 'the role of an approver does not fit the service',
    why: 'Admins approve for users, the quorum and the cluster; crypto users approve for keys.',
    message: ({ name, role, expected }) =>
      `found the role ${quote(role)} for ${quote(name)}, expected ${quote(expected)}`,
    hint: ({ expected }) => `write ${expected}, or leave the approval out`,
  },
  'signature-length': {
    summary: 'a signature has another length than 256 bytes',
    why: 'A signature by a key of 2048 bits has 256 bytes. Base64 of base64 is longer, a digest is shorter.',
    message: ({ path, bytes }) =>
      `found ${countNoun(bytes, 'byte')} in ${quote(path)}, expected 256`,
    hint: () => 'put the 256 bytes of the signature there, once in base64',
  },
  'repeated-approver': {
    summary: 'an approver is there twice',
    why: 'An HSM counts each approver once.',
    message: ({ name }) => `found a second approval of ${quote(name)}`,
    hint: () => 'leave one of them out',
  },
  'repeated-signature': {
    summary: 'two approvers have the same signature',
    why: 'A signature is right for one key only, so that one of the two is wrong; one wrong signature makes an HSM refuse all of them.',
    message: ({ name, other }) =>
      `found the same signature for ${quote(name)} as for ${quote(other)}`,
    hint: () => 'put the signature of this approver there',
  },
  'misplaced-signature': {
    summary: 'a signature stands where nobody looks for it',
    why: 'The approvals of a quorum token stand in `signatures`; in a registration or a log-in each digest has its signature beside it, in `signed`.',
    message: ({ path, belongs }) =>
      `found a signature in ${quote(path)}, where none is looked for; it belongs in ${belongs}`,
    hint: ({ belongs }) => `move it to ${belongs}, and take this member out`,
  },
};
