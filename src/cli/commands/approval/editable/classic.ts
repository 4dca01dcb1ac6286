import type { ApprovalDocument } from '../../../../parser/document.ts';
import { addApprover } from '../../../../parser/edit/add-approver.ts';
import { removeApprover } from '../../../../parser/edit/remove-approver.ts';
import { setApprover } from '../../../../parser/edit/set-fields.ts';
import { formatApproval } from '../../../../parser/format.ts';
import { writeApproval } from '../../../../parser/write.ts';
import { DEFAULT_TYPE } from '../approver-argument.ts';
import type { EditableApproval } from './editable.ts';

/** The classic file names the signatures' files, and opens none. */
export function editClassic(document: ApprovalDocument): EditableApproval {
  return {
    add: async ({ name, file, type = DEFAULT_TYPE }) =>
      editClassic(addApprover(document, { name, file, type })),
    replace: async ({ name, file, type }) =>
      editClassic(setApprover(document, name, { file, type })),
    remove: (name) => editClassic(removeApprover(document, name)),
    format: () => editClassic(formatApproval(document)),
    toBytes: () => writeApproval(document),
  };
}
