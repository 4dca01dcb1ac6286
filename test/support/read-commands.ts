/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/** How blocks of commands of a page look, and what somebody gets who copies them. */
export interface ShownCommands {
  /** Words that lie over each other. */
  readonly overlaps: readonly string[];
  /** What is selected where all of a block is. */
  readonly selected: readonly string[];
  /** What stands there. */
  readonly written: readonly string[];
}

/**
 * Looks at each `pre.commands` that a page has.
 *
 * @example
 * expect((await readCommands(page)).overlaps).toEqual([]);
 */
export async function readCommands(page: Page): Promise<ShownCommands> {
  return (await page.evaluate(`(${look})()`)) as ShownCommands;
}

function look(): ShownCommands {
  const blocks = [...document.querySelectorAll('pre.commands')];
  const overlaps = blocks.flatMap((block) => {
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const boxes: { text: string; box: DOMRect }[] = [];
    while (texts.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const text = texts.currentNode.nodeValue ?? '';
      boxes.push(...[...range.getClientRects()].map((box) => ({ text, box })));
    }
    return boxes.flatMap(({ text, box }, at) =>
      boxes.slice(at + 1).flatMap((other) => {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        return across > 1 && down > 4 ? [`${text} / ${other.text}`] : [];
      }),
    );
  });
  const selection = getSelection();
  const selected = blocks.map((block) => {
    selection?.selectAllChildren(block);
    return selection?.toString() ?? '';
  });
  const written = blocks.map((block) =>
    [...block.querySelectorAll('code')].map((code) => code.textContent).join('\n'),
  );
  return { overlaps, selected, written };
}
