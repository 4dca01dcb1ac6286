/**
 * All rules, in the order in which docs/lint.md has them: the file as a whole, its lines, its values,
 * what its fields say together, and the files that it names.
 */
import type { AnyRule } from './rule.ts';
import { approverInHeader } from './rules/approver-in-header.ts';
import { blankBeforeSemicolon } from './rules/blank-before-semicolon.ts';
import { byteOrderMark } from './rules/byte-order-mark.ts';
import { carriageReturnLines } from './rules/carriage-return-lines.ts';
import { countMismatch } from './rules/count-mismatch.ts';
import { duplicateField } from './rules/duplicate-field.ts';
import { emptyValue } from './rules/empty-value.ts';
import { hashInValue } from './rules/hash-in-value.ts';
import { indentedField } from './rules/indented-field.ts';
import { keyPrefix } from './rules/key-prefix.ts';
import { keySpelling } from './rules/key-spelling.ts';
import { leadingEquals } from './rules/leading-equals.ts';
import { longLine } from './rules/long-line.ts';
import { longValue } from './rules/long-value.ts';
import { missingEquals } from './rules/missing-equals.ts';
import { missingField } from './rules/missing-field.ts';
import { missingLastNewline } from './rules/missing-last-newline.ts';
import { missingSemicolon } from './rules/missing-semicolon.ts';
import { mixedToken } from './rules/mixed-token.ts';
import { noApprovals } from './rules/no-approvals.ts';
import { notAnApprovalFile } from './rules/not-an-approval-file.ts';
import { nulByte } from './rules/nul-byte.ts';
import { numberFormat } from './rules/number-format.ts';
import { pathDependsOnFolder } from './rules/path-depends-on-folder.ts';
import { quotedValue } from './rules/quoted-value.ts';
import { readingsDifferRule } from './rules/readings-differ.ts';
import { repeatedApprover } from './rules/repeated-approver.ts';
import { repeatedSignature } from './rules/repeated-signature.ts';
import { secondFieldOnLine } from './rules/second-field-on-line.ts';
import { signatureFile } from './rules/signature-file.ts';
import { strayText } from './rules/stray-text.ts';
import { tabBeforeValue } from './rules/tab-before-value.ts';
import { textAfterSemicolon } from './rules/text-after-semicolon.ts';
import { tokenFile } from './rules/token-file.ts';
import { tooManyApprovals } from './rules/too-many-approvals.ts';
import { typeOfService } from './rules/type-of-service.ts';
import { unendedValue } from './rules/unended-value.ts';
import { unexpandedPath } from './rules/unexpanded-path.ts';
import { unknownField } from './rules/unknown-field.ts';
import { userName } from './rules/user-name.ts';
import { userType } from './rules/user-type.ts';
import { utf16 } from './rules/utf-16.ts';

/** What is asked of every file. */
export const RULES: readonly AnyRule[] = [
  notAnApprovalFile,
  utf16,
  carriageReturnLines,
  byteOrderMark,
  missingLastNewline,
  nulByte,
  longLine,
  indentedField,
  keySpelling,
  keyPrefix,
  unknownField,
  strayText,
  secondFieldOnLine,
  textAfterSemicolon,
  missingEquals,
  missingSemicolon,
  unendedValue,
  tabBeforeValue,
  leadingEquals,
  blankBeforeSemicolon,
  hashInValue,
  quotedValue,
  numberFormat,
  userType,
  longValue,
  userName,
  unexpandedPath,
  emptyValue,
  missingField,
  duplicateField,
  approverInHeader,
  countMismatch,
  noApprovals,
  tooManyApprovals,
  repeatedApprover,
  repeatedSignature,
  tokenFile,
  mixedToken,
  typeOfService,
  signatureFile,
  pathDependsOnFolder,
];

/** What is asked where those have found neither error nor warning. */
export const LAST_RULE: AnyRule = readingsDifferRule;
