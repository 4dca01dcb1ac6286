/**
 * The manual: a page for each command, for both consoles and for the two kinds of files, made from the
 * definitions that help is made from, and from docs/.
 */
import type { CommandDefinition } from '../../src/cli/command.ts';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { commandPage } from './command-page.ts';
import { sectionsOf } from './markdown-page.ts';
import { type Page, renderPage, seeAlso } from './mdoc.ts';
import { classicConsolePage, mofnPage, newerConsolePage } from './program-pages.ts';

/** The pages of docs/ that the manual has, too. */
export interface Docs {
  readonly approvalFile: string;
  readonly device: string;
  readonly token: string;
}

/** Makes all pages, by the names of their files. */
export function makePages(
  docs: Docs,
  date: string,
  definitions: readonly CommandDefinition[] = DEFINITIONS,
): ReadonlyMap<string, string> {
  const pages = [
    mofnPage(definitions),
    ...definitions.map((each) => commandPage(each, definitions)),
    classicConsolePage(),
    newerConsolePage(),
    approvalFilePage(docs),
    tokenPage(docs),
  ];
  return new Map(pages.map((page) => [`${page.name}.${page.section}`, renderPage(page, date)]));
}

function approvalFilePage({ approvalFile, device }: Docs): Page {
  return {
    name: 'mofn-approval-file',
    section: 5,
    about: 'who approves a quorum token, and with which signatures',
    sections: [
      ...sectionsOf(approvalFile),
      ...sectionsOf(device, 'HOW THE DEVICE READS IT'),
      [
        'SEE ALSO',
        seeAlso([
          ['mofn-approval-lint', 1],
          ['mofn-approval-new', 1],
          ['mofn-approval-show', 1],
          ['mofn-token', 5],
        ]),
      ],
    ],
  };
}

function tokenPage({ token }: Docs): Page {
  return {
    name: 'mofn-token',
    section: 5,
    about: 'what officers sign',
    sections: [
      ...sectionsOf(token),
      [
        'SEE ALSO',
        seeAlso([
          ['mofn-sign', 1],
          ['mofn-token-show', 1],
          ['mofn-approval-file', 5],
        ]),
      ],
    ],
  };
}
