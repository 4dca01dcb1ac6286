import type { DgstRequest } from './arguments.ts';

/**
 * A digest or signature in hexadecimal digits, as `-hex` writes it.
 *
 * @param label what stands before the name: `SHA2-256`, `RSA-SHA2-256`
 * @param name the file's name as it was given, or `stdin`
 * @example
 * formatLine(Buffer.from('5891', 'hex'), 'plain', 'SHA2-256', 'msg'); // 'SHA2-256(msg)= 5891\n'
 */
export function formatLine(
  bytes: Buffer,
  layout: DgstRequest['layout'],
  label: string,
  name: string,
): string {
  const hex = bytes.toString('hex');
  switch (layout) {
    case 'plain':
      return `${label}(${name})= ${hex}\n`;
    case 'colons':
      return `${label}(${name})= ${hex.replace(/..(?=.)/g, '$&:')}\n`;
    case 'coreutils': {
      // As sha256sum: a name with newlines in it is escaped, and marked by a backslash.
      const escaped = name.replaceAll('\n', '\\n');
      return `${escaped === name ? '' : '\\'}${hex} *${escaped}\n`;
    }
  }
}
