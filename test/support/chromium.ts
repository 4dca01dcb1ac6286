/**
 * Real Chromium, the system's own, for pages that people look at: without a network and from file://, as whoever is
 * handed such a file opens it. Where there is none, tests are skipped and named (requirements.ts).
 */

/// <reference lib="dom" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Page } from 'playwright-core';
import { findProgram, type Requirement } from './requirements.ts';

const PATH = findProgram('chromium');

/**
 * @example
 * describe.skipIf(!CHROMIUM.has)(`the page ${CHROMIUM.label}`, …);
 */
export const CHROMIUM: Requirement = { has: PATH !== undefined, label: '(needs chromium)' };

/** How somebody looks at a page. */
export interface View {
  /** In CSS pixels; 1440 without it. */
  readonly width?: number;
  /** In CSS pixels; 900 without it. */
  readonly height?: number;
  /** Light without it. */
  readonly scheme?: 'light' | 'dark';
}

/** A page, and what it did besides showing itself. */
export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  /**
   * What no page of ours may do, as it happens: requests for anything but itself, uncaught errors, and what the
   * browser writes to its console (as it does where a content security policy keeps it from something).
   */
  readonly complaints: readonly string[];
}

export interface Chromium extends AsyncDisposable {
  /** @param file path of an HTML file */
  openFile(file: string, view?: View): Promise<OpenedPage>;
  /** @param html becomes a file of its own */
  openHtml(html: string, view?: View): Promise<OpenedPage>;
}

/**
 * Starts a browser, which takes a second: one does for a file of tests. What is closed makes room for what is
 * opened next, which is loaded anew in the same tab: a tab of its own takes longer than most of what is looked at.
 *
 * @example
 * await using browser = await startChromium();
 * await using opened = await browser.openHtml('<!doctype html><h1>hello</h1>', { scheme: 'dark' });
 * await opened.page.getByRole('heading').textContent();
 */
export async function startChromium(): Promise<Chromium> {
  if (PATH === undefined) throw new Error('there is no chromium in PATH');
  const folder = mkdtempSync(join(tmpdir(), 'mofn-chromium-'));
  const browser = await chromium.launch({ executablePath: PATH });
  const context = await browser.newContext({
    offline: true,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const idle: Page[] = [];
  const openFile = async (file: string, view: View = {}): Promise<OpenedPage> => {
    const page = idle.pop() ?? (await context.newPage());
    page.setDefaultTimeout(15_000);
    await lookAs(page, view);
    const complaints = listenForComplaints(page, pathToFileURL(file).href);
    await page.goto(pathToFileURL(file).href);
    return {
      page,
      complaints,
      [Symbol.asyncDispose]: async () => {
        await page.removeAllListeners(undefined, { behavior: 'ignoreErrors' });
        idle.push(page);
      },
    };
  };
  let count = 0;
  return {
    openFile,
    openHtml: (html, view) => {
      count += 1;
      const file = join(folder, `${count}.html`);
      writeFileSync(file, html);
      return openFile(file, view);
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Has an open page looked at in another way: in a window of another size, in other colours. */
export async function lookAs(page: Page, view: View): Promise<void> {
  await page.setViewportSize({ width: view.width ?? 1440, height: view.height ?? 900 });
  await page.emulateMedia({ colorScheme: view.scheme ?? 'light' });
}

function listenForComplaints(page: Page, href: string): readonly string[] {
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    // What a page saves or shows of its own memory is no request to anybody.
    if (url !== href && !url.startsWith('blob:')) complaints.push(`request: ${url}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  return complaints;
}

/**
 * What axe, with all its rules for WCAG 2.2 AA and its best practices, finds wrong in the page as it is now.
 *
 * @returns a line for each element: rule, what it asks for, and the element; empty where nothing is wrong
 * @example
 * expect(await findAccessibilityProblems(page)).toEqual([]);
 */
export async function findAccessibilityProblems(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, so that the page's own policy does not keep it out.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    'axe.run(document).then(({ violations }) => violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => html + " " + failureSummary) })))',
  );
  return (violations as readonly Violation[]).flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node}`),
  );
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly string[];
}
