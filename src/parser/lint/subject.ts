import { recogniseContent } from '../../content/recognise-content.ts';
import type { Span } from '../../diagnostic.ts';
import type { ContentKind } from '../../failure-codes/content-kind.ts';
import { readFieldAt } from '../device/reader.ts';
import { type DeviceField, type DeviceRun, EVERY_FILE, readApprovalAsDevice } from '../device.ts';
import type { ApprovalDocument } from '../document.ts';
import type { Field } from '../items.ts';
import type { ByteString } from '../text.ts';
import { type LintFiles, type OpenedFiles, openFilesOnce } from './opened-files.ts';

/** What the rules look at: both readings of one file, and perhaps the files that it names. */
export interface Subject {
  readonly document: ApprovalDocument;
  readonly source: ByteString;
  /** What the file is. */
  readonly content: ContentKind;
  /** What the device makes of it, as if every file opened. */
  readonly device: DeviceRun;
  /** Those that it names; undefined where nothing is to be said about them. */
  readonly files: OpenedFiles | undefined;
  /** `\n` or `\r\n`, whichever ends the first line. */
  readonly lineEnd: string;
  /** What the device sees at an offset where a piece may start, whatever part of the file it is in. */
  seenAt(offset: number): DeviceField | undefined;
  /** What the device sees of a field; undefined where it does not see it as that field. */
  seen(field: Field): DeviceField | undefined;
  /** The beginning of the first line, for what concerns the whole file; empty in an empty file. */
  readonly firstLine: Span;
}

/** Gets a document ready for the rules. */
export function createSubject(
  document: ApprovalDocument,
  bytes: Uint8Array,
  files: LintFiles | undefined,
): Subject {
  const { source } = document;
  const seenAt = (offset: number): DeviceField | undefined => readFieldAt(bytes, offset);
  return {
    document,
    source,
    content: recogniseContent(bytes),
    device: readApprovalAsDevice(bytes, EVERY_FILE),
    files: files && openFilesOnce(files),
    lineEnd: /\r?\n/.exec(source)?.[0] ?? '\n',
    seenAt,
    seen(field) {
      if (!field.isFirstOnLine) return undefined;
      const seen = seenAt(field.start);
      return seen?.field === field.name ? seen : undefined;
    },
    firstLine: beginningOf(document),
  };
}

/** A first line may be a megabyte long. */
const LONGEST_BEGINNING = 60;

function beginningOf(document: ApprovalDocument): Span {
  const { start, end } = document.lines.spanOf(1);
  return { start, end: Math.min(end, start + LONGEST_BEGINNING) };
}
