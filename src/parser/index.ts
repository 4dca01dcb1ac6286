/** `mofn/parser`: approval files, as people write them and as the device reads them. */
export type { ApprovalData, ApproverData } from './data.ts';
export {
  type DeviceApproval,
  type DeviceApprover,
  type DeviceField,
  type DeviceFieldName,
  type DeviceFile,
  type DeviceFiles,
  type DeviceReading,
  type DeviceRun,
  readApprovalAsDevice,
  readAsDevice,
} from './device.ts';
export { ApprovalDocument, ApproverGroup, type HeaderFields } from './document.ts';
export { FIELD_KEYS, type FieldName } from './fields.ts';
export { Field, type Item, OtherItem, type OtherItemKind } from './items.ts';
export { type LineColumn, LineTable } from './line-table.ts';
export { type LintFiles, type LintOptions, lint, lintAndFix } from './lint.ts';
export { parseApproval } from './parse.ts';
export { readingsDiffer } from './same-reading.ts';
export { writeApproval } from './write.ts';
