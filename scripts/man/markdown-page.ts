import { argument, display, joinParagraphs, type Page, paragraph } from './mdoc.ts';

/**
 * Makes sections of a page of docs/: of Markdown as those pages have it, which is headings, paragraphs, lists,
 * tables and fences. Its first paragraphs become the section `first`, its headings sections of their own.
 */
export function sectionsOf(markdown: string, first = 'DESCRIPTION'): Page['sections'] {
  const sections: [string, (readonly string[])[]][] = [[first, []]];
  for (const block of blocksOf(markdown)) {
    const [, level, title = ''] = /^(#+) (.*)$/.exec(block) ?? [];
    if (level === '##') sections.push([plain(title).toUpperCase(), []]);
    else if (level === undefined) sections.at(-1)?.[1].push(...renderBlock(block));
  }
  return sections.map(([title, pieces]) => [title, joinParagraphs(pieces)]);
}

/** What stands between empty lines, fences in one piece. */
function blocksOf(markdown: string): readonly string[] {
  const blocks = markdown.match(/^```[\s\S]*?^```$|(?:^(?!```).+(?:\n|$))+/gm) ?? [];
  return blocks.map((block) => block.trimEnd());
}

function renderBlock(block: string): readonly (readonly string[])[] {
  const lines = block.split('\n');
  const [head = ''] = lines;
  if (head.startsWith('```')) return [display(lines.slice(1, -1).join('\n'))];
  if (head.startsWith('|')) return [renderTable(lines)];
  if (/^\d+\. /.test(head)) return [renderList(block, /^\d+\. /m, '-enum')];
  if (/^[-*] /.test(head)) return [renderList(block, /^[-*] /m, '-bullet')];
  return [paragraph(plain(lines.join(' ')))];
}

function renderList(block: string, mark: RegExp, kind: string): readonly string[] {
  const items = block.split(new RegExp(mark, 'gm')).slice(1);
  return [`.Bl ${kind}`, ...items.flatMap((item) => ['.It', ...paragraph(plain(item))]), '.El'];
}

/** A row of a table is an item: its first cell, and what the others say of it. */
function renderTable([, , ...rows]: readonly string[]): readonly string[] {
  const items = rows
    .map(cellsOf)
    .flatMap(([first = '', ...others]) => [
      `.It ${argument(first)}`,
      ...paragraph(others.join(': ')),
    ]);
  return ['.Bl -tag -width Ds', ...items, '.El'];
}

function cellsOf(row: string): readonly string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => plain(cell.trim()).replace(/^`([^`]+)`$/, '$1'));
}

/** Without marks for what is strong or a link. */
function plain(text: string): string {
  return text.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll(/\*\*?([^*]+)\*\*?/g, '$1');
}
