import { mentionsApprovalKey } from '../../../content/text.ts';
import { encodeLatin1 } from '../../../latin1.ts';
import type { Rule } from '../rule.ts';

export const utf16: Rule<'utf-16'> = {
  code: 'utf-16',
  severity: 'error',
  fixable: true,
  exclusive: true,
  check({ source, content, firstLine }) {
    if (content !== 'utf-16-approval') return [];
    const text = decodeUtf16(source);
    return [
      {
        severity: 'error',
        values: {},
        span: firstLine,
        ...(text === undefined ? {} : { fix: [{ span: { start: 0, end: source.length }, text }] }),
      },
    ];
  },
};

/** The text without its byte order mark, which it need not have; undefined where it is cut or damaged. */
function decodeUtf16(source: string): string | undefined {
  const bytes = encodeLatin1(source);
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (mentionsApprovalKey(text)) return text;
    } catch {
      // the other one, perhaps
    }
  }
  return undefined;
}
