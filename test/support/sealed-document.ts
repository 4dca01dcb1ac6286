import { createHash } from 'node:crypto';

/**
 * A document of a cluster's folder as an enemy writes one, who has read the source: with the SHA-256 of
 * whatever is in it. Written down here once more, so that it is not the store's own writer that is tried.
 *
 * @param rest all that follows the head line, up to the closing brace
 */
export function sealDocument(format: string, version: number, rest: string): string {
  const digest = createHash('sha256').update(`${format}\n${version}\n`).update(rest).digest('hex');
  return `{"format":"${format}","schemaVersion":${version},"sha256":"${digest}",\n${rest}`;
}

/** The parts of a document. */
export interface OpenedDocument {
  readonly format: string;
  readonly version: number;
  readonly rest: string;
}

export function openDocument(text: string): OpenedDocument {
  const end = text.indexOf('\n') + 1;
  const head = JSON.parse(`${text.slice(0, end - 2)}}`);
  return { format: head.format, version: head.schemaVersion, rest: text.slice(end) };
}
