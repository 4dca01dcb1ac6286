import { encodeLatin1 } from '../../../latin1.ts';
import { FIELD_KEYS } from '../../fields.ts';
import type { Rule } from '../rule.ts';

export const utf16: Rule = {
  code: 'utf-16',
  severity: 'error',
  summary: 'the file is UTF-16, of which the device can read nothing',
  why: 'Some Windows tools, PowerShell’s `>` among them, write two bytes for each character. The device finds no key in such a file, and tells only that it `failed to open` a path that is empty.',
  fixable: true,
  alone: true,
  check({ source, firstLine }) {
    const text = decodeUtf16(source);
    if (text === undefined) return [];
    return [
      {
        severity: 'error',
        message: 'found UTF-16, expected one byte for each character',
        span: firstLine,
        hint: 'save the file as UTF-8 or ASCII',
        fix: [{ span: { start: 0, end: source.length }, text }],
      },
    ];
  },
};

/**
 * The text without its byte order mark; undefined where the file has no mark, is no UTF-16, or speaks
 * of nothing that an approval file does.
 */
function decodeUtf16(source: string): string | undefined {
  const encoding = ENCODINGS.find(({ mark }) => source.startsWith(mark))?.encoding;
  if (encoding === undefined) return undefined;
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(encodeLatin1(source));
    return Object.values(FIELD_KEYS).some((key) => text.includes(key)) ? text : undefined;
  } catch {
    return undefined;
  }
}

const ENCODINGS = [
  { mark: '\xff\xfe', encoding: 'utf-16le' },
  { mark: '\xfe\xff', encoding: 'utf-16be' },
] as const;
