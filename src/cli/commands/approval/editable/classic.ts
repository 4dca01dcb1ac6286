import type { ApprovalDocument } from '../../../../parser/document.ts';
import { addApprover } from '../../../../parser/edit/add-approver.ts';
import { removeApprover } from '../../../../parser/edit/remove-approver.ts';
import { setApprover } from '../../../../parser/edit/set-fields.ts';
import { formatApproval } from '../../../../parser/format.ts';
import { writeApproval } from '../../../../parser/write.ts';
import type { Context } from '../../../context.ts';
import { typeForTokenFile } from '../approver-type.ts';
import type { EditableApproval } from './editable.ts';

/** The classic file names the signatures' files, and opens none. */
export function editClassic(document: ApprovalDocument, context: Context): EditableApproval {
  const edit = (edited: ApprovalDocument): EditableApproval => editClassic(edited, context);
  return {
    add: async ({ name, file, type = usualType(document, context) }) =>
      edit(addApprover(document, { name, file, type })),
    replace: async ({ name, file, type }) => edit(setApprover(document, name, { file, type })),
    remove: (name) => edit(removeApprover(document, name)),
    format: () => edit(formatApproval(document)),
    toBytes: () => writeApproval(document),
  };
}

/** As the token asks for it that the file names. */
function usualType({ data }: ApprovalDocument, context: Context): number {
  const { multiTokenFilePath, tokenFilePath } = data;
  return typeForTokenFile(multiTokenFilePath === '' ? tokenFilePath : multiTokenFilePath, context);
}
