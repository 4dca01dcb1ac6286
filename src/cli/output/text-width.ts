/**
 * How wide text for people may be, and text within that width.
 */

/** Where nobody says otherwise; help of this width is made when the program is built. */
export const MADE_COLUMNS = 80;

/** Below it nothing can be laid out, and what is wider nobody reads. */
const LIMITS = { least: 40, most: 120 };

type Environment = Readonly<Record<string, string | undefined>>;

/** What COLUMNS asks for; undefined where it is no number of columns. */
function askedColumns(env: Environment): number | undefined {
  const text = env['COLUMNS'] ?? '';
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;
}

/** The width of a page: that of COLUMNS, else the terminal's, else 80. */
export function pageWidth(
  { isTTY, columns }: { readonly isTTY: boolean; readonly columns: number },
  env: Environment,
): number {
  const width = askedColumns(env) ?? ((isTTY && columns) || MADE_COLUMNS);
  return Math.max(LIMITS.least, Math.min(LIMITS.most, width));
}

/**
 * The width of messages. In a file or a pipe, where nobody has said a width, each is one line, for whoever
 * looks for it there.
 */
export function messageWidth(
  stream: { readonly isTTY: boolean; readonly columns: number },
  env: Environment,
): number {
  if (!stream.isTTY && askedColumns(env) === undefined) return Number.POSITIVE_INFINITY;
  return pageWidth(stream, env);
}

/** Words, and what stands in quotes: a name or a command is not broken within. */
const PIECES = /(?:"[^"]*"|`[^`]*`|'[^' ][^']*'(?![a-z])|[^ ])+/g;

/** The same, with a command to be pasted as one piece to the end of the text: broken, it would be two. */
const PIECES_AND_COMMANDS = new RegExp(
  `\\(?\\b(?:${[
    ...[
      'mofn',
      'openssl',
      'cloudhsm-cli',
      'cloudhsm_mgmt_util',
      'cd',
      'chmod',
      'cp',
      'df',
      'eval',
      'ls',
    ],
    ...['mkdir', 'npm', 'ps', 'rm', 'sha256sum', 'ssh-add', 'ssh-keygen', 'base64', 'ulimit'],
  ].join('|')}) .*|${PIECES.source}`,
  'g',
);

/**
 * Breaks a text between words. What is longer than the width by itself stays whole.
 *
 * @param start columns that are taken already in the first line
 * @param indent of all lines but the first
 * @param hasCommands whether commands stand in it that are to be pasted, without quotes
 */
export function wrapText(
  text: string,
  width: number,
  {
    start = 0,
    indent = '  ',
    hasCommands = false,
  }: {
    readonly start?: number;
    readonly indent?: string;
    readonly hasCommands?: boolean;
  } = {},
): readonly string[] {
  if (start + text.length <= width) return [text];
  const lines: string[] = [];
  let line = '';
  let capacity = width - start;
  for (const piece of text.match(hasCommands ? PIECES_AND_COMMANDS : PIECES) ?? []) {
    if (line !== '' && line.length + 1 + piece.length > capacity) {
      lines.push(line);
      line = `${indent}${piece}`;
      capacity = width;
    } else line = line === '' ? piece : `${line} ${piece}`;
  }
  return [...lines, line];
}
