/** Text as mdoc(7) has it: what a page says must not become what the formatter does. */

/** As wide as mandoc's lint has lines of the source. */
const COLUMNS = 78;

/** Characters that formatters change, or take for their own, by how they are written. */
const GLYPHS: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '…': '\\&...',
  '’': '\\(cq',
  '‘': '\\(oq',
  '“': '\\(lq',
  '”': '\\(rq',
  '–': '\\(en',
  '−': '\\(mi',
  '→': '\\(->',
};

/** What must not stay as it is: of dashes those that begin an option or stand alone, not hyphens. */
const SPECIAL = /[\\`^~]|(?<![\w)])-+(?![,.:;)])|[^\n -~]/gu;

/** Text of a line. */
function escapeText(text: string): string {
  return text.replaceAll(SPECIAL, (found) =>
    found.startsWith('-') ? '\\-'.repeat(found.length) : (GLYPHS[found] ?? escapeUnicode(found)),
  );
}

/** What is typed, or stands in a file: every dash and quote is one that can be copied. */
function escapeLiteral(text: string): string {
  return text
    .replaceAll(/[\\`^~]/g, (character) => GLYPHS[character] ?? character)
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll(/[^\n -~]/gu, escapeUnicode);
}

function escapeUnicode(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `\\[u${digits}]`;
}

/** A line that begins as one for the formatter is none. */
function guard(line: string): string {
  return /^[.']/.test(line) ? `\\&${line}` : line;
}

/** One argument of a macro. */
export function argument(text: string): string {
  const escaped = escapeLiteral(text).replaceAll('"', '\\(dq');
  // Words that are macros by their look, and punctuation, are neither.
  const isOwn = /^[A-Z%][A-Za-z0-9]{1,2}$|^[.,:;()[\]?!|]$/.test(text);
  return `${isOwn ? '\\&' : ''}${/ /.test(escaped) ? `"${escaped}"` : escaped}`;
}

/** A paragraph: each sentence begins a line, and no line is long. What is code stands in quotes. */
export function paragraph(text: string): readonly string[] {
  const quoted = text.replaceAll(/`([^`]+)`/g, '‘$1’');
  return sentencesOf(quoted.trim().replaceAll(/\s+/g, ' ')).flatMap(wrap);
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?]['")\]]*) (?=\S)/);
}

function wrap(sentence: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of escapeText(sentence).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map(guard);
}

/** Lines that stay as they are. */
export function display(text: string): readonly string[] {
  const lines = text.replace(/\n+$/, '').split('\n');
  return ['.Bd -literal -offset indent', ...lines.map((line) => guard(escapeLiteral(line))), '.Ed'];
}

/** Pieces with a paragraph's distance between them. */
export function joinParagraphs(pieces: readonly (readonly string[])[]): readonly string[] {
  return pieces.flatMap((piece, at) => {
    // A display and a list keep their own distance.
    const isApart = at === 0 || /^\.B[dl]/.test(piece[0] ?? '');
    return isApart ? piece : ['.Pp', ...piece];
  });
}

export interface Page {
  readonly name: string;
  readonly section: 1 | 5;
  /** A few words, without a full stop. */
  readonly about: string;
  readonly sections: readonly (readonly [title: string, lines: readonly string[]])[];
}

/**
 * A page's file.
 *
 * @param date the day that stands below it: `November 29, 2026`
 */
export function renderPage({ name, section, about, sections }: Page, date: string): string {
  const lines = [
    `.Dd ${date}`,
    `.Dt ${name.toUpperCase()} ${section}`,
    '.Os',
    '.Sh NAME',
    `.Nm ${name}`,
    `.Nd ${escapeText(about)}`,
    ...sections.flatMap(([title, body]) => (body.length === 0 ? [] : [`.Sh ${title}`, ...body])),
  ];
  return `${lines.join('\n')}\n`;
}

/** The list of other pages. */
export function seeAlso(
  pages: readonly (readonly [name: string, section: number])[],
): readonly string[] {
  const sorted = [...pages].sort(
    ([a, one], [b, other]) => one - other || (a < b ? -1 : a > b ? 1 : 0),
  );
  return sorted.map(
    ([name, section], at) => `.Xr ${name} ${section}${at === sorted.length - 1 ? '' : ' ,'}`,
  );
}
