import { applyEdits, type ByteEdit } from '../../byte-edits.ts';
import { Failure } from '../../failure.ts';
import { checkCount, checkNewName, checkText, checkType } from '../check-data.ts';
import type { ApproverData } from '../data.ts';
import type { ApprovalDocument, ApproverGroup } from '../document.ts';
import type { ApproverFieldName, HeaderFieldName } from '../fields.ts';
import { parseSource } from '../parse.ts';
import { type ByteString, type FieldText, showText, toByteString } from '../text.ts';
import { isSameName } from '../user-names.ts';
import { replaceValue, setHeaderField } from './field-edits.ts';
import { unknownApprover } from './remove-approver.ts';

/** What is to be set; what is left out stays. */
export interface HeaderChanges {
  readonly multiTokenFilePath?: FieldText | undefined;
  readonly tokenFilePath?: FieldText | undefined;
  /** 0 … 20. */
  readonly numberOfApprovals?: number | undefined;
}

/**
 * Sets fields of the header. Only their values change; a field that is missing gets a line.
 *
 * @throws Failure `approval-text`, `approval-path-empty` or `approval-limit` for a value that the device
 *   would not give back unchanged, or would refuse
 */
export function setHeader(document: ApprovalDocument, changes: HeaderChanges): ApprovalDocument {
  const { multiTokenFilePath, tokenFilePath, numberOfApprovals } = changes;
  let edited = document;
  if (multiTokenFilePath !== undefined) {
    checkText('multiTokenFilePath', multiTokenFilePath);
    edited = setOne(edited, 'multiTokenFilePath', toByteString(multiTokenFilePath));
  }
  if (tokenFilePath !== undefined) {
    checkText('tokenFilePath', tokenFilePath);
    edited = setOne(edited, 'tokenFilePath', toByteString(tokenFilePath));
  }
  if (numberOfApprovals !== undefined) {
    checkCount(numberOfApprovals);
    edited = setOne(edited, 'numberOfApprovals', String(numberOfApprovals));
  }
  return edited;
}

function setOne(
  document: ApprovalDocument,
  name: HeaderFieldName,
  value: ByteString,
): ApprovalDocument {
  return parseSource(applyEdits(document.source, setHeaderField(document, name, value)));
}

/** What is to be set of an approver; what is left out stays. */
export type ApproverChanges = {
  readonly [Name in keyof ApproverData]?: ApproverData[Name] | undefined;
};

/**
 * Sets fields of an approver that the file has: gives it another name, type or signature file. Only
 * their values change; comments stay.
 *
 * @param name which approver; as on the HSM, letter case does not matter
 * @throws Failure `approver-unknown`, `approver-repeated` or `approver-incomplete` where there is no such
 *   approver, several, or one without such a line; `approver-there` where the new name is another
 *   approver's; `approver-type`, `approval-text` or
 *   `approval-path-empty` for a value that the device would not give back unchanged, or would refuse
 * @example
 * const document = parseApproval('Approver Name = ann;\nApproval File = a.sig;\n');
 * const renamed = setApprover(document, 'ann', { name: 'ann2' });
 */
export function setApprover(
  document: ApprovalDocument,
  name: FieldText,
  changes: ApproverChanges,
): ApprovalDocument {
  checkChanges(changes);
  const group = findApprover(document, name);
  if (changes.name !== undefined && !isSameName(changes.name, name)) {
    checkNewName(changes.name, document.data.approvers);
  }
  return parseSource(
    applyEdits(document.source, [
      ...setApproverField(group, 'name', changes.name),
      ...setApproverField(group, 'file', changes.file),
      ...setApproverField(group, 'type', changes.type?.toString()),
    ]),
  );
}

function checkChanges({ name, type, file }: ApproverChanges): void {
  if (type !== undefined) checkType(type);
  if (name !== undefined) checkText('name', name);
  if (file !== undefined) checkText('file', file);
}

function findApprover(document: ApprovalDocument, name: FieldText): ApproverGroup {
  const [group, ...more] = document.approvers.filter((candidate) =>
    isSameName(candidate.field('name')?.value ?? '', name),
  );
  if (group === undefined) throw unknownApprover(document, name);
  if (more.length === 0) return group;
  throw new Failure('approver-repeated', { name: showText(name), times: more.length + 1 });
}

function setApproverField(
  group: ApproverGroup,
  name: ApproverFieldName,
  value: FieldText | undefined,
): readonly ByteEdit[] {
  if (value === undefined) return [];
  const fields = group.fields.filter((field) => field.name === name);
  if (fields.length === 0) {
    const owner = showText(group.field('name')?.value ?? '');
    throw new Failure('approver-incomplete', { name: owner, field: name });
  }
  return fields.flatMap((field) => replaceValue(field, toByteString(value)));
}
