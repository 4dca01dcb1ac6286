import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  correctGolden,
  type Golden,
  type GoldenSlip,
  readGoldenSlips,
  readGoldens,
  slipOf,
} from './documented/goldens.ts';
import { PROMPT, takeApart } from './documented/session.ts';

const GOLDENS = readGoldens();
const SLIPS = readGoldenSlips();
/** The reference itself, where whoever works on this has it: beside the public vectors. */
const REFERENCE = resolve(
  process.env['MOFN_VECTORS'] ?? '../shared/vectors',
  '../reference/sdk5-sessions.md',
);

describe('the goldens of cloudhsm-cli', () => {
  it('have slips with a reason, of sessions and lines that there are, that change something', () => {
    for (const [id, slip] of SLIPS) {
      const goldens = GOLDENS.filter((golden) => slipOf(golden, SLIPS) === slip);
      expect(goldens.length, id).toBeGreaterThan(0);
      expect(slip.reason.length, id).toBeGreaterThan(10);
      for (const golden of goldens) checkSlip(golden, slip);
    }
  });

  function checkSlip(golden: Golden, slip: GoldenSlip): void {
    const { id, text } = golden;
    const lines = text.split('\n').slice(0, -1);
    for (const [number, corrected] of Object.entries(slip.lines ?? {})) {
      expect(lines[Number(number) - 1], `${id}, line ${number}`).toBeDefined();
      expect(corrected, `${id}, line ${number}`).not.toEqual([lines[Number(number) - 1]]);
    }
    for (const placeholder of Object.keys(slip.fill ?? {})) {
      expect(text, id).toContain(placeholder);
    }
    expect(slip.unplayed === true, id).toBe(slip.lines === undefined && slip.fill === undefined);
    if (slip.onlyBlanks === true)
      expect(wordsOf(correctGolden(golden, slip))).toEqual(wordsOf(text));
  }

  function wordsOf(text: string): readonly string[] {
    return text.split(/\s+/).filter((word) => word !== '');
  }

  if (existsSync(REFERENCE)) {
    it('are all blocks of the reference, byte for byte', () => {
      const blocks = [
        ...readFileSync(REFERENCE, 'utf8').matchAll(
          /^### ([^\n]*?) ?\n\nSource: [^\n]*\n\n```\n(.*?)^```$/gms,
        ),
      ].map(([, title = '', text = '']) => ({ title, text }));
      expect(blocks.length).toBeGreaterThan(80);
      const goldens = GOLDENS.map(({ title, text }) => ({ title, text }));
      expect(goldens).toEqual(expect.arrayContaining(blocks));
    });
  }

  it('are taken apart without anything lost', () => {
    for (const { id, text } of GOLDENS) {
      const { exchanges, rest } = takeApart(text, '');
      // The newline behind an answer stands in what is printed next.
      const typed = exchanges.map(({ printed, typed: line }) => {
        const isAnswer = /Enter [^\n]*:$|Confirm password:$/.test(printed);
        return `${printed}${line}${isAnswer ? '' : '\n'}`;
      });
      expect(typed.join('') + rest, id).toBe(text);
    }
  });

  it('begin with a prompt, of the tool or of the shell, where they are played', () => {
    for (const golden of GOLDENS) {
      if (slipOf(golden, SLIPS)?.unplayed === true) continue;
      const text = correctGolden(golden, slipOf(golden, SLIPS));
      expect(text.startsWith(PROMPT) || /^\$ ?\w/.test(text), golden.id).toBe(true);
    }
  });
});
