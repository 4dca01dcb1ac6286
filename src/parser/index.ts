/**
 * Approval files: as people write them and as the device reads them. What `mofn/parser` exports, but for
 * combining, which needs to know about signatures (approval-files.ts).
 */
export type { DiagnosticOf, Severity, Span, TextEdit } from '../diagnostic.ts';
export type { ApprovalData, ApproverData } from './data.ts';
export {
  type DeviceApproval,
  type DeviceApprover,
  type DeviceError,
  type DeviceField,
  type DeviceFieldName,
  type DeviceFile,
  type DeviceFiles,
  type DeviceReading,
  type DeviceRun,
  type DeviceToken,
  type DeviceWarning,
  readApprovalAsDevice,
  readAsDevice,
} from './device.ts';
export type {
  Diagnostic,
  DiagnosticCode,
  DiagnosticValues,
  LongLine,
  SyntaxCode,
  SyntaxDiagnostic,
} from './diagnostic.ts';
export type { ApprovalDocument, ApproverGroup, HeaderFields } from './document.ts';
export { addApprover } from './edit/add-approver.ts';
export { removeApprover } from './edit/remove-approver.ts';
export {
  type ApproverChanges,
  type HeaderChanges,
  setApprover,
  setHeader,
} from './edit/set-fields.ts';
export {
  type ApproverFieldName,
  FIELD_KEYS,
  type FieldName,
  type HeaderFieldName,
} from './fields.ts';
export { formatApproval } from './format.ts';
export type { Field, Item, OtherItem, OtherItemKind } from './items.ts';
export type { LineColumn, LineTable } from './line-table.ts';
export { type LintFiles, type LintOptions, lint, lintAndFix } from './lint.ts';
export { parseApproval } from './parse.ts';
export { readingsDiffer } from './same-reading.ts';
export {
  encodeText,
  type FieldText,
  isSameText,
  type RawBytes,
  rawBytes,
  showText,
} from './text.ts';
export { type NewApproval, type WriteOptions, writeApproval } from './write.ts';
