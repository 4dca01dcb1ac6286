/**
 * All rules for files of the newer command line, in the order in which docs/lint.md has them: the text as
 * JSON, its members, the token, and the approvals.
 */
import type { AnyRule } from './rule.ts';
import { base64 } from './rules/base64.ts';
import { byteOrderMark } from './rules/byte-order-mark.ts';
import { digestLength } from './rules/digest-length.ts';
import { duplicateMember } from './rules/duplicate-member.ts';
import { expiredToken } from './rules/expired-token.ts';
import { jsonDepth } from './rules/json-depth.ts';
import { jsonEncoding } from './rules/json-encoding.ts';
import { jsonKind } from './rules/json-kind.ts';
import { jsonSize } from './rules/json-size.ts';
import { jsonSyntax } from './rules/json-syntax.ts';
import { keyReference } from './rules/key-reference.ts';
import { memberType } from './rules/member-type.ts';
import { misplacedSignature } from './rules/misplaced-signature.ts';
import { missingMember } from './rules/missing-member.ts';
import { mixedToken } from './rules/mixed-token.ts';
import { protoMember } from './rules/proto-member.ts';
import { records } from './rules/records.ts';
import { repeatedApprover } from './rules/repeated-approver.ts';
import { repeatedSignature } from './rules/repeated-signature.ts';
import { role } from './rules/role.ts';
import { service } from './rules/service.ts';
import { signatureLength } from './rules/signature-length.ts';
import { tokenDigest } from './rules/token-digest.ts';
import { unknownMember } from './rules/unknown-member.ts';
import { unknownService } from './rules/unknown-service.ts';
import { userName } from './rules/user-name.ts';
import { version } from './rules/version.ts';

/** What is asked of every file. */
export const SDK5_RULES: readonly AnyRule[] = [
  jsonSize,
  jsonEncoding,
  jsonDepth,
  jsonSyntax,
  jsonKind,
  byteOrderMark,
  duplicateMember,
  protoMember,
  memberType,
  missingMember,
  unknownMember,
  version,
  base64,
  digestLength,
  tokenDigest,
  records,
  mixedToken,
  service,
  unknownService,
  keyReference,
  userName,
  role,
  signatureLength,
  repeatedApprover,
  repeatedSignature,
  misplacedSignature,
  expiredToken,
];
