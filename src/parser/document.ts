/**
 * What a person wrote: the items of a file in order, and what they say together. What the HSM's own
 * tool makes of the same bytes is device.ts; lint/ compares the two.
 *
 * ```text
 * ApprovalDocument
 *   items           every piece of it: Field | OtherItem (blank, comment, stray, byte-order-mark)
 *   fields          the items that are fields, those of unknown name among them
 *   header          of each header field, all that stand in the file
 *   approvers       the other known fields, grouped: one group, one approver
 *   data            what all that says
 *   diagnostics     what is no good syntax
 *   lines           offset → line and column
 * ```
 */
import { type ApprovalData, numberOf, textOf } from './data.ts';
import type { SyntaxDiagnostic } from './diagnostic.ts';
import { type ApproverFieldName, type HeaderFieldName, isHeaderField } from './fields.ts';
import { type Field, type Item, itemsOf } from './items.ts';
import { LineTable } from './line-table.ts';
import type { Records } from './records.ts';
import { findSyntaxErrors } from './syntax-errors.ts';
import type { ByteString } from './text.ts';

/** The fields that belong to one approver. */
export class ApproverGroup {
  /** All of them, in the order of the file; never empty. */
  readonly fields: readonly Field[];

  /** @internal */
  constructor(fields: readonly Field[]) {
    this.fields = fields;
  }

  /** The last field of that name, which is the one that counts. */
  field(name: ApproverFieldName): Field | undefined {
    return this.fields.findLast((field) => field.name === name);
  }
}

/** Of each header field, all that stand in the file, in order. The last one counts. */
export type HeaderFields = Readonly<Record<HeaderFieldName, readonly Field[]>>;

/** A parsed approval file. It does not change; edits make a new text, which is parsed again. */
export class ApprovalDocument {
  /** @internal The file: offsets in it are byte offsets. */
  readonly source: ByteString;

  private readonly records: Records;
  private cachedItems?: readonly Item[];
  private cachedFields?: readonly Field[];
  private cachedHeader?: HeaderFields;
  private cachedApprovers?: readonly ApproverGroup[];
  private cachedData?: ApprovalData;
  private cachedDiagnostics?: readonly SyntaxDiagnostic[];
  private cachedLines?: LineTable;

  /** @internal Made by {@link parseApproval}. */
  constructor(source: ByteString, records: Records) {
    this.source = source;
    this.records = records;
  }

  /** Every byte of the file belongs to one, and they are in its order. */
  get items(): readonly Item[] {
    this.cachedItems ??= itemsOf(this.source, this.records);
    return this.cachedItems;
  }

  get hasByteOrderMark(): boolean {
    return this.items[0]?.kind === 'byte-order-mark';
  }

  /** The items that are fields, in order; those of unknown name (`name` is undefined) among them. */
  get fields(): readonly Field[] {
    this.cachedFields ??= this.items.filter((item) => item.kind === 'field');
    return this.cachedFields;
  }

  get header(): HeaderFields {
    this.cachedHeader ??= collectHeader(this.fields);
    return this.cachedHeader;
  }

  /** The approvers in order, however incomplete. */
  get approvers(): readonly ApproverGroup[] {
    this.cachedApprovers ??= groupApprovers(this.fields);
    return this.cachedApprovers;
  }

  /**
   * What the file says. Of duplicates the last counts; what is missing is empty or 0.
   */
  get data(): ApprovalData {
    this.cachedData ??= collectData(this.header, this.approvers);
    return this.cachedData;
  }

  /**
   * What is no good syntax, in the order of the file: `missing-semicolon`, at the end of what should
   * have one; `missing-equals`; `stray-text`, a line that is nothing known. Everything else that can be
   * wrong with a file is found by lint.
   */
  get diagnostics(): readonly SyntaxDiagnostic[] {
    this.cachedDiagnostics ??= findSyntaxErrors(this.items);
    return this.cachedDiagnostics;
  }

  /** Offset → line and column. */
  get lines(): LineTable {
    this.cachedLines ??= new LineTable(this.source);
    return this.cachedLines;
  }
}

function collectData(header: HeaderFields, approvers: readonly ApproverGroup[]): ApprovalData {
  return {
    multiTokenFilePath: textOf(header.multiTokenFilePath.at(-1)),
    tokenFilePath: textOf(header.tokenFilePath.at(-1)),
    numberOfApprovals: numberOf(header.numberOfApprovals.at(-1)),
    approvers: approvers.map((approver) => ({
      type: numberOf(approver.field('type')),
      name: textOf(approver.field('name')),
      file: textOf(approver.field('file')),
    })),
  };
}

function collectHeader(fields: readonly Field[]): HeaderFields {
  const named = (name: HeaderFieldName): readonly Field[] =>
    fields.filter((field) => field.name === name);
  return {
    multiTokenFilePath: named('multiTokenFilePath'),
    tokenFilePath: named('tokenFilePath'),
    numberOfApprovals: named('numberOfApprovals'),
  };
}

/**
 * A field that the approver has already begins the next one; only where it stands twice in a row is it
 * taken for a duplicate. So a missing line does not mix two approvers, and neither does a doubled one.
 */
function groupApprovers(fields: readonly Field[]): readonly ApproverGroup[] {
  const groups: Field[][] = [];
  for (const field of fields) {
    if (field.name === undefined || isHeaderField(field.name)) continue;
    const group = groups.at(-1);
    const isNew =
      group === undefined ||
      (group.at(-1)?.name !== field.name && group.some(({ name }) => name === field.name));
    if (isNew) groups.push([field]);
    else group.push(field);
  }
  return groups.map((group) => new ApproverGroup(group));
}
