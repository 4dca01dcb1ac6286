import { encodeLatin1 } from '../../../latin1.ts';
import { FIELD_KEYS } from '../../fields.ts';
import type { Rule } from '../rule.ts';

export const utf16: Rule<'utf-16'> = {
  code: 'utf-16',
  severity: 'error',
  fixable: true,
  exclusive: true,
  check({ source, firstLine }) {
    const text = decodeUtf16(source);
    if (text === undefined) return [];
    return [
      {
        severity: 'error',
        values: {},
        span: firstLine,
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
