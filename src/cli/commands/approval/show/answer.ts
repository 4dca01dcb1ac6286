import * as v from 'valibot';
import {
  type Answer,
  count,
  list,
  orNull,
  SCHEMA_VERSION,
  text,
  texts,
  told,
} from '../../answer-parts.ts';

const READING = {
  file: text('the approval file, as it was named'),
  multiTokenFilePath: text('Multi Token File Path; empty in a file that holds its token'),
  tokenFilePath: text('Token File Path; empty in a file that holds its token'),
  numberOfApprovals: count('Number of Approvals'),
  approvers: list(
    v.strictObject({
      type: count('Approver Type: 1 is a CU, 2 a CO'),
      name: text('Approver Name'),
      file: text('Approval File: the signature’s, or its place in a file that holds it'),
    }),
    'in the order of the file',
  ),
  warnings: texts('of the device, in its own words; none as written'),
  error: orNull(
    text('why the device reads no further, in its own words; null where it does, and as written'),
  ),
};

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  format: told(v.picklist(['classic', 'sdk5']), 'which kind of file it is'),
  ...READING,
});

export type ApprovalShowAnswer = v.InferOutput<typeof answer>;

export const APPROVAL_SHOW_ANSWERS: readonly Answer[] = [
  { when: 'of each file, on a line of its own', schema: answer },
];
