/** The paper script on a screen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderScript } from '../../src/report/render-script.tsx';
import { makeScript } from '../support/ceremony-script.ts';
import {
  CHROMIUM,
  type Chromium,
  findAccessibilityProblems,
  startChromium,
} from '../support/chromium.ts';
import { HOSTILE_MARKUP, replaceTexts } from '../support/evidence-manifest.ts';

const HOSTILE = makeScript({
  ...replaceTexts(
    (({ title, purpose, place, policy }) => ({ title, purpose, place, policy }))(makeScript()),
    () => HOSTILE_MARKUP,
  ),
  participants: replaceTexts(makeScript().participants, () => HOSTILE_MARKUP),
  steps: replaceTexts(makeScript().steps, () => HOSTILE_MARKUP),
});

describe.skipIf(!CHROMIUM.has)(`the paper script ${CHROMIUM.label}`, () => {
  let browser: Chromium;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
  });

  it.each([
    ['as it is', makeScript(), { width: 1440, scheme: 'light' }],
    ['as it is', makeScript(), { width: 360, scheme: 'dark' }],
    ['of hostile texts', HOSTILE, { width: 360, scheme: 'light' }],
  ] as const)('%s is found right by axe and fits', async (_, script, view) => {
    await using opened = await browser.openHtml(renderScript(script), view);
    expect(await findAccessibilityProblems(opened.page)).toEqual([]);
    expect(await opened.page.evaluate('document.documentElement.scrollWidth')).toBe(view.width);
    expect(await opened.page.locator('script, img, [onload], [onerror]').count()).toBe(0);
    expect(opened.complaints).toEqual([]);
  });
});
