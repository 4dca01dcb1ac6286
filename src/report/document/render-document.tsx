/**
 * One HTML file that needs no other: it asks for nothing from anywhere, runs no script and sends no form, and a
 * browser holds it to that.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { uint8ArrayToBase64 } from 'uint8array-extras';

export interface DocumentParts {
  /** What stands in the window's title; safe to show. */
  readonly title: string;
  /** Style sheet; it is ours alone: nothing of a file goes in there. */
  readonly style: string;
  /** Class of the body. */
  readonly kind: string;
}

/**
 * Writes the file. The same parts give the same text.
 *
 * @param body what stands between header and footer; texts in it are escaped here, whatever they hold
 */
export function renderDocument(
  { title, style, kind }: DocumentParts,
  body: ComponentChildren,
): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={writePolicy(style)} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <style>{style}</style>
      </head>
      <body class={kind}>{body}</body>
    </html>
  );
  return `<!doctype html>\n${render(page)}\n`;
}

/** Nothing but the one style sheet, by its hash (CSP level 3, 6.7.3). */
function writePolicy(style: string): string {
  const hash = uint8ArrayToBase64(sha256(new TextEncoder().encode(style)));
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
