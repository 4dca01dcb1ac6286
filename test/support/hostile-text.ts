/**
 * Text as somebody writes it who wants more than to be read: what acts upon a terminal, hides, turns the
 * order of what is shown, begins lines of its own, or is a command to a build server.
 */
import { expect } from 'vitest';

/** A file may be called so: it has no slash. It has no blank either, so that a console's line takes it. */
export const HOSTILE =
  '::error::x\nFORGED##[group]y\r\u001b[2J\u009b\u202e\u2066\u200b\u2028\u2029' +
  '\u{e0041}\u3164\u115f\u1160\uffa0\ufe0f\ufeff\u00ad';

const NEVER_RAW = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

/** Expects that nothing of it acts: not on a terminal, not on a person, not on a build server. */
export function expectHarmless(output: string): void {
  expect(output).not.toContain('##[');
  for (const line of output.split('\n')) {
    expect(NEVER_RAW.exec(line)?.[0], JSON.stringify(line)).toBeUndefined();
    expect(line).not.toMatch(/^FORGED|^\s*::/);
  }
}
