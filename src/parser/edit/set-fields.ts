import { CommandFailure } from '../../command-failure.ts';
import type { TextEdit } from '../../diagnostic.ts';
import { checkApprover, checkCount, checkText } from '../check-data.ts';
import type { ApproverData } from '../data.ts';
import type { ApprovalDocument, ApproverGroup } from '../document.ts';
import type { HeaderFieldName } from '../fields.ts';
import { parseSource } from '../parse.ts';
import { applyEdits } from '../text-edits.ts';
import { replaceValue, setHeaderField } from './field-edits.ts';
import { isSameName, unknownApprover } from './remove-approver.ts';

/** What is to be set; what is left out stays. Strings hold one character (U+0000–00FF) a byte. */
export interface HeaderChanges {
  readonly multiTokenFilePath?: string | undefined;
  readonly tokenFilePath?: string | undefined;
  /** 0 … 20. */
  readonly numberOfApprovals?: number | undefined;
}

/**
 * Sets fields of the header. Only their values change; a field that is missing gets a line.
 *
 * @throws Failure of kind `usage` for a value that the device would not give back unchanged
 */
export function setHeader(document: ApprovalDocument, changes: HeaderChanges): ApprovalDocument {
  const { multiTokenFilePath, tokenFilePath, numberOfApprovals } = changes;
  let edited = document;
  if (multiTokenFilePath !== undefined) {
    checkText('multiTokenFilePath', multiTokenFilePath);
    edited = setOne(edited, 'multiTokenFilePath', multiTokenFilePath);
  }
  if (tokenFilePath !== undefined) {
    checkText('tokenFilePath', tokenFilePath);
    edited = setOne(edited, 'tokenFilePath', tokenFilePath);
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
  value: string,
): ApprovalDocument {
  return parseSource(applyEdits(document.source, setHeaderField(document, name, value)));
}

/**
 * Sets the type and the signature file of an approver that the file has.
 *
 * @param changes which approver, by name, and its new signature file; the type may be left out
 * @throws Failure of kind `usage` where there is no such approver, several, or one without such a line,
 *   and for a value that the device would not give back unchanged
 */
export function setApprover(
  document: ApprovalDocument,
  changes: Omit<ApproverData, 'type'> & { readonly type?: number | undefined },
): ApprovalDocument {
  const { name, file, type } = changes;
  checkApprover({ name, file, type: type ?? 2 });
  const [group, ...more] = document.approvers.filter((candidate) =>
    isSameName(candidate.field('name')?.value ?? '', name),
  );
  if (group === undefined) throw unknownApprover(document, name);
  if (more.length > 0) {
    throw new CommandFailure(
      'usage',
      `found the approver "${name}" ${more.length + 1} times`,
      'remove the approver, then add it once',
    );
  }
  return parseSource(
    applyEdits(document.source, [
      ...setApproverField(group, 'file', file),
      ...(type === undefined ? [] : setApproverField(group, 'type', String(type))),
    ]),
  );
}

function setApproverField(
  group: ApproverGroup,
  name: 'file' | 'type',
  value: string,
): readonly TextEdit[] {
  const fields = group.fields.filter((field) => field.name === name);
  if (fields.length === 0) {
    throw new CommandFailure(
      'usage',
      `the approver "${group.field('name')?.value ?? ''}" is incomplete: found no line for its ${name}`,
      'remove the approver, then add it',
    );
  }
  return fields.flatMap((field) => replaceValue(field, value));
}
