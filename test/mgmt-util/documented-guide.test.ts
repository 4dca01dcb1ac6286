import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FLAVOURS } from '../../src/mgmt-util/flavours/index.ts';
import { type Block, blocksOf, correct, readGuide, readSlips } from './documented/guide.ts';
import { GUIDE_PLAYS } from './documented/guide-plays.ts';
import { type Play, playBlock } from './documented/guide-stage.ts';
import { pipedTextOf, takeApart } from './documented/session.ts';

const BLOCKS = readGuide();
const SLIPS = readSlips();

interface Comparison {
  readonly block: string;
  readonly on: 'terminal' | 'pipe';
  readonly documented: string;
  readonly printed: string;
}

/** Both as far as they are to be compared: the start-up lines and the farewell are blocks of their own. */
async function compare(block: Block, play: Play): Promise<readonly Comparison[]> {
  const { prompt, emptyLinesBeforeFarewell } = FLAVOURS[play.flavour];
  const text = correct(block, SLIPS.get(block.id));
  // A prompt at the end is the one that the next command is typed at.
  const body = text.endsWith(`\n${prompt}\n`) ? text.slice(0, -prompt.length - 1) : text;
  const lead = play.typed === undefined ? '' : `${prompt}${play.typed}\n`;
  const session = takeApart(lead + body, play.secret ?? '');
  const isEnd = body.endsWith('please wait...\n') && play.fromStart !== true;
  const farewell = `${'\n'.repeat(emptyLinesBeforeFarewell)}disconnecting from servers, please wait...\n`;
  const rest = new RegExp(`(?:aws-cloudhsm|server\\d)>(?:quit\n)?${farewell}$`);
  const shorten = (printed: string): string => {
    const start = play.fromStart === true ? 0 : printed.search(/(?:aws-cloudhsm|server\d)>/);
    if (play.isExcerpt === true) return printed.slice(start).slice(0, lead.length + body.length);
    return isEnd ? printed.slice(start) : printed.slice(start).replace(rest, '');
  };
  const asks = session.exchanges.length > 1;
  const printed = shorten(await playBlock(play, session, 'terminal'));
  const onTerminal = { block: block.id, on: 'terminal', documented: lead + body, printed } as const;
  if (!asks) return [onTerminal];
  const piped = shorten(await playBlock(play, session, 'pipe'));
  return [
    onTerminal,
    { block: block.id, on: 'pipe', documented: pipedTextOf(session), printed: piped },
  ];
}

const played = BLOCKS.filter(({ id }) => GUIDE_PLAYS[id] !== undefined);
const comparisons: Comparison[] = [];
for (const block of played) {
  const play = GUIDE_PLAYS[block.id];
  if (play !== undefined) comparisons.push(...(await compare(block, play)));
}
const differing = comparisons.filter(({ documented, printed }) => documented !== printed);
const slips = played.filter(({ id }) => SLIPS.has(id));
const unplayed = BLOCKS.filter(({ id }) => SLIPS.get(id)?.unplayed === true);
const countOfDiffering = new Set(differing.map(({ block }) => block)).size;
const COUNT = `documented blocks: ${played.length} played, ${slips.length} of them with slips, ${unplayed.length} with nothing to play, ${countOfDiffering} differing`;
/** The guide itself, where whoever works on this has it: beside the public vectors. */
const WHOLE_GUIDE = resolve(
  process.env['MOFN_VECTORS'] ?? '../shared/vectors',
  '../reference/cmu-guide.md',
);

describe('the guide', () => {
  it(COUNT, () => {
    // The count is to be seen also where a run shows no names of tests.
    console.log(COUNT);
    for (const { block, on, documented, printed } of differing) {
      expect.soft(printed, `${block} on a ${on}`).toBe(documented);
    }
  });

  it('has each block played, or listed as one with nothing to play, and none twice', () => {
    const ids = BLOCKS.map(({ id }) => id);
    const listed = [...Object.keys(GUIDE_PLAYS), ...unplayed.map(({ id }) => id)];
    expect(listed.sort()).toEqual([...ids].sort());
    expect(BLOCKS.length).toBeGreaterThan(80);
  });

  it('has slips with a reason, of blocks and lines that there are, that change something', () => {
    for (const [id, slip] of SLIPS) {
      const block = BLOCKS.find((each) => each.id === id);
      expect(block, id).toBeDefined();
      expect(slip.reason.length, id).toBeGreaterThan(10);
      const lines = block?.text.split('\n').slice(0, -1) ?? [];
      for (const [number, corrected] of Object.entries(slip.lines ?? {})) {
        const line = lines[Number(number) - 1];
        expect(line, `${id}, line ${number}`).toBeDefined();
        expect(corrected, `${id}, line ${number}`).not.toEqual([line]);
      }
      expect(slip.unplayed === true, id).toBe(slip.lines === undefined);
    }
  });

  it('has slips of blanks in which nothing else differs', () => {
    const words = (text: string): readonly string[] =>
      text.split(/\s+/).filter((word) => word !== '');
    for (const block of BLOCKS) {
      const slip = SLIPS.get(block.id);
      if (slip?.onlyBlanks !== true) continue;
      expect(words(correct(block, slip)), block.id).toEqual(words(block.text));
    }
  });

  if (existsSync(WHOLE_GUIDE)) {
    it('has no block that test/golden/guide has not', () => {
      const pages = readFileSync(WHOLE_GUIDE, 'utf8').split(/^## /m).slice(1);
      const blocks = pages.flatMap((page) => blocksOf(page, page.split('\n', 1)[0] ?? ''));
      expect(blocks.length).toBeGreaterThan(80);
      expect(BLOCKS).toEqual(expect.arrayContaining(blocks));
    });
  }
});
