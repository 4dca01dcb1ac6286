import * as v from 'valibot';
import { type Answer, count, flag, list, SCHEMA_VERSION, text, told } from '../../answer-parts.ts';

const KIND = {
  code: text('as docs/lint.md lists them'),
  severity: told(v.picklist(['error', 'warning', 'info']), 'how bad it is'),
};

const diagnostic = v.strictObject({
  ...KIND,
  message: text('what was found'),
  hint: text('what to do'),
  startLine: count('from 1'),
  startColumn: count('from 1, in UTF-16 code units'),
  endLine: count('from 1'),
  endColumn: count('behind the last character'),
  startOffset: count('in bytes, from 0'),
  endOffset: count('behind the last byte'),
  fixable: flag('whether --fix mends it'),
});

const file = v.strictObject({
  file: text('as it was named'),
  diagnostics: list(diagnostic, 'in the order of the file'),
  omitted: v.exactOptional(
    list(
      v.strictObject({ ...KIND, count: count('how many more') }),
      'of what there are more than are told one by one',
    ),
  ),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  errors: count('in all files, those that are omitted among them'),
  warnings: count('likewise'),
  files: list(file, 'in the order of the command line'),
});

export type ApprovalLintAnswer = v.InferOutput<typeof answer>;

export const APPROVAL_LINT_ANSWERS: readonly Answer[] = [{ schema: answer }];
