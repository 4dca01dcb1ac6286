/** From a document back to its bytes, and from data to a new file. */
import { isFailure } from '../failure.ts';
import { decodeLatin1, encodeLatin1 } from '../latin1.ts';
import { checkData } from './check-data.ts';
import type { ApprovalData, ApproverData } from './data.ts';
import type { ApprovalDocument } from './document.ts';
import { FIELD_KEYS } from './fields.ts';
import { type ByteString, type FieldText, toByteString } from './text.ts';

/** What a new file is to say; the number of approvals follows from the approvers. */
export type NewApproval = Omit<ApprovalData, 'numberOfApprovals'> & {
  readonly numberOfApprovals?: number;
};

export interface WriteOptions {
  /** Whether a new file explains itself in comments. */
  readonly comments?: boolean;
}

/**
 * Writes a document: the very bytes that it was parsed from, whatever they were. Or writes data: a new
 * file in the documented layout, which the device reads as exactly that data.
 *
 * @param content a document; or data, whose texts are written as UTF-8, raw bytes as they are
 * @returns the file's bytes
 * @throws Failure of kind `usage` that names the value, for data with a value that the device would not
 *   give back unchanged: one that holds `;`, a newline or a NUL, begins with a blank, `:` or `=`, or is
 *   too long (255 bytes for paths, 31 for names), or is half of a surrogate pair; for an empty path where one is needed, an approver
 *   type other than 1 and 2, more than 20 approvers
 * @example
 * const bytes = new TextEncoder().encode('Token File Path = ;\n');
 * writeApproval(parseApproval(bytes)); // equals bytes
 * writeApproval({
 *   multiTokenFilePath: 'officer1.token',
 *   tokenFilePath: '',
 *   approvers: [{ type: 2, name: 'officer1', file: 'officer1.sig' }],
 * });
 */
export function writeApproval(
  content: ApprovalDocument | NewApproval,
  options: WriteOptions = {},
): Uint8Array {
  // Not `instanceof`: the document may come from another bundle, which has a class of its own.
  const text = 'source' in content ? joinItems(content) : composeApproval(content, options);
  return encodeLatin1(text);
}

function joinItems({ items }: ApprovalDocument): ByteString {
  return items.map((item) => item.textBytes).join('');
}

/** The bytes of a new file. */
export function composeApproval(
  content: NewApproval,
  { comments = false }: WriteOptions,
): ByteString {
  const data = {
    ...content,
    numberOfApprovals: content.numberOfApprovals ?? content.approvers.length,
  };
  checkData(data);
  const remarks = (lines: readonly string[]): readonly string[] => (comments ? lines : []);
  const header = [
    ...remarks(PATH_REMARKS),
    fieldLine('multiTokenFilePath', data.multiTokenFilePath),
    fieldLine('tokenFilePath', data.tokenFilePath),
    '',
    ...remarks(COUNT_REMARKS),
    fieldLine('numberOfApprovals', String(data.numberOfApprovals)),
  ];
  const approvers = data.approvers.flatMap((approver, index) => [
    '',
    ...approverLines(approver, index + 1, comments),
  ]);
  return [...header, ...approvers].map((line) => `${line}\n`).join('');
}

/**
 * Whether a file is what {@link writeApproval} makes of some data, with comments or without: there is nothing in it, then, but
 * that data, and to parse it would give the same.
 *
 * @param data what the device reads of the file
 * @example
 * isWrittenFrom(bytes, readAsDevice(bytes));
 */
export function isWrittenFrom(bytes: Uint8Array, data: ApprovalData): boolean {
  const source = decodeLatin1(bytes);
  try {
    return [false, true].some((comments) => composeApproval(data, { comments }) === source);
  } catch (error) {
    // No file gives such data back.
    if (isFailure(error)) return false;
    throw error;
  }
}

/**
 * The lines of one approver, in the documented layout.
 *
 * @param ordinal its number among the approvers, from 1
 */
export function approverLines(
  approver: ApproverData,
  ordinal: number,
  comments: boolean,
): readonly ByteString[] {
  const type = fieldLine('type', String(approver.type));
  return [
    ...(comments ? [`# Approver ${ordinal}`, ...APPROVER_REMARKS] : []),
    comments ? `${type} ${TYPE_REMARK}` : type,
    fieldLine('name', approver.name),
    fieldLine('file', approver.file),
  ];
}

function fieldLine(name: keyof typeof FIELD_KEYS, value: FieldText): ByteString {
  return `${FIELD_KEYS[name]} = ${toByteString(value)};`;
}

const PATH_REMARKS = [
  '# The token that was signed: the whole file, with one record for each HSM.',
  '# Relative paths start where the tool is run, not where this file is.',
  '# "Token File Path" may stay empty, but its line must be there.',
];
const COUNT_REMARKS = ['# How many approvers follow, 20 at most.'];
const APPROVER_REMARKS = [
  '# Who approves, and the file that holds the 256 bytes of the signature.',
];
const TYPE_REMARK = '# 2 is a CO, 1 is a CU';
