import { gzipSync } from 'fflate';

/** The page in pieces, as the build makes it: its script, and what stands around the packed one. */
export interface PageParts {
  readonly before: string;
  readonly script: string;
  readonly after: string;
}

/**
 * The checker page. As it is, its script has more bytes than the page may have, so that it is packed, as base64 of gzip;
 * what unpacks it stands behind it.
 *
 * @returns HTML, always the same bytes for the same pieces
 */
export function packPage({ before, script, after }: PageParts): string {
  const packed = gzipSync(new TextEncoder().encode(script), { level: 9, mtime: 0 });
  return `${before}${Buffer.from(packed).toString('base64')}${after}`;
}
