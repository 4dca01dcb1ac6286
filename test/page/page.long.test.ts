/** The checker page as officers have it: in Chromium, from a file, by roles and keys alone. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  CHROMIUM,
  type Chromium,
  findAccessibilityProblems,
  lookAs,
  type OpenedPage,
  startChromium,
  type View,
} from '../support/chromium.ts';
import { IS_WHOLE } from '../support/how-many.ts';
import {
  HOSTILE_NAME,
  makePageScenes,
  type PageScenes,
  type Scene,
} from '../support/page-scenes.ts';
import { readCommands } from '../support/read-commands.ts';
import { runCommand } from '../support/run-command.ts';

const SCENES: readonly Scene[] = [
  'sound',
  'wrong-signature',
  'mistakes',
  'token-alone',
  'newer',
  'two-policies',
  'hostile',
];
const PAGE = resolve('dist/page/mofn.html');
const VIEWS: readonly View[] = [360, 1440].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

describe.skipIf(!CHROMIUM.has)(`the checker page ${CHROMIUM.label}`, () => {
  let browser: Chromium;
  let scenes: PageScenes;
  beforeAll(async () => {
    scenes = makePageScenes();
    browser = await startChromium();
  });
  afterAll(async () => {
    scenes.remove();
    await browser[Symbol.asyncDispose]();
  });

  /** Presses Tab until what is wanted has the focus, as whoever has no mouse does. */
  async function tabTo(
    page: Page,
    role: 'button' | 'spinbutton',
    name: string | RegExp,
  ): Promise<void> {
    const wanted = page.getByRole(role, { name });
    await wanted.waitFor();
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`the keyboard does not come to ${name}`);
  }

  async function choose(
    page: Page,
    words: string,
    paths: string | readonly string[],
  ): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, 'button', words);
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(typeof paths === 'string' ? paths : [...paths]);
    await page.getByRole('heading', { name: /^What \d+ files? sa/ }).waitFor();
  }

  async function open(scene: Scene, view?: View): Promise<OpenedPage> {
    const opened = await browser.openFile(PAGE, view);
    await choose(opened.page, 'Choose a folder', scenes.folder(scene));
    return opened;
  }

  const articleOf = (page: Page, name: string | RegExp) => page.getByRole('article', { name });

  it('says what it is for before anything is dropped', async () => {
    await using opened = await browser.openFile(PAGE);
    const { page, complaints } = opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('banner').textContent()).toContain(
      'This page never asks for a private key.',
    );
    for (const view of VIEWS) {
      await lookAs(page, view);
      expect(await findAccessibilityProblems(page), JSON.stringify(view)).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  // Each width and each scheme; both of each with both of the other in the long version.
  const views = IS_WHOLE
    ? VIEWS
    : VIEWS.filter((view) => (view.width === 360) === (view.scheme === 'dark'));
  it.each([...SCENES.entries()])('%i: shows %s to everybody', async (at, scene) => {
    await using opened = await open(scene, views[0]);
    const { page, complaints } = opened;
    for (const [which, view] of views.entries()) {
      await lookAs(page, view);
      // What axe says takes longest: by turns in one way and in the other, and in each in the long version.
      if (IS_WHOLE || at % views.length === which) {
        expect(await findAccessibilityProblems(page), JSON.stringify(view)).toEqual([]);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(view.width);
    }
    expect(complaints).toEqual([]);
  });

  it('names a wrong signature with its cause, and what to do', async () => {
    await using opened = await open('wrong-signature');
    const article = articleOf(opened.page, 'ceremony/approval.txt');
    const words = await wordsOf(article);
    // Whoever reads with a screen reader is where the results begin.
    expect(await opened.page.evaluate('document.activeElement.textContent')).toBe(
      'What 7 files say, and 1 refused',
    );
    expect(words).toContain('officer2’s signature is wrong\n');
    expect(words).toContain('It was made over the token with a line end after it');
    const { stdout } = await runCommand(
      ['approval', 'status', 'approval.txt', '--roster', 'roster'],
      {
        cwd: scenes.folder('wrong-signature'),
      },
    );
    for (const command of stdout.match(/^ {4}mofn .*$/gm) ?? ['none']) {
      expect(words).toContain(command.trim());
    }
    const officers = article.getByRole('listitem').filter({ hasText: /^.?officer\d:/ });
    expect(
      (await officers.allInnerTexts()).map((text) => /officer\d: \w+( not| \w+)?/.exec(text)?.[0]),
    ).toEqual(['officer1: right officer1', 'officer2: wrong officer1', 'officer3: has not']);
  });

  it('breaks commands at blanks alone, and gives them as they are to whoever copies them', async () => {
    await using opened = await open('wrong-signature', { width: 360 });
    const { page } = opened;
    const commands = page.locator('pre.commands');
    const { overlaps, selected, written } = await readCommands(page);
    expect(written.join('')).toContain('--approver');
    expect(overlaps).toEqual([]);
    expect(selected).toEqual(written);
    for (const word of await commands.locator('.word').all()) {
      const { height } = (await word.boundingBox()) ?? { height: 0 };
      // One line: an option is not parted from its hyphens.
      if (/^--/.test((await word.textContent()) ?? '')) expect(height).toBeLessThan(30);
    }
  });

  it('refuses a private key by name, and keeps nothing of it', async () => {
    await using opened = await open('wrong-signature');
    const { page } = opened;
    const alert = page.getByRole('alert');
    expect(await wordsOf(alert)).toContain('ceremony/officer1.key');
    expect(await wordsOf(alert)).toContain('Its content is forgotten.');
    expect(await page.content()).not.toContain('PRIVATE KEY-----');
    const pem = readFileSync(join(scenes.folder('wrong-signature'), 'officer1.key'), 'latin1');
    expect(await page.content()).not.toContain(pem.split('\n')[1]);
  });

  it('says that a sound file has enough approvals, and of how many M', async () => {
    await using opened = await open('sound');
    const { page } = opened;
    const article = articleOf(page, 'ceremony/approval.txt');
    expect(await wordsOf(article)).toContain('Enough: 2 of 2 approvals');
    await tabTo(page, 'spinbutton', 'Approvals that the HSM asks for (M)');
    await page.keyboard.type('3');
    await expect.poll(() => wordsOf(article)).toContain('Not enough yet: 2 of 3 approvals');
    await page.keyboard.press('Backspace');
    await expect.poll(() => wordsOf(article)).toContain('Enough: 2 of 2 approvals');
  });

  it('shows mistakes at their places, and saves what --fix writes', async () => {
    await using opened = await open('mistakes');
    const { page } = opened;
    const folder = scenes.folder('mistakes');
    const article = articleOf(page, 'ceremony/approval.txt');
    const lint = await runCommand(['approval', 'lint', 'approval.txt', '--json'], { cwd: folder });
    const [{ diagnostics }] = JSON.parse(lint.stdout).files;
    expect(diagnostics.length).toBeGreaterThan(3);
    const words = await wordsOf(article);
    for (const { message, startLine, startColumn } of diagnostics) {
      expect(words).toContain(`at line ${startLine}, column ${startColumn}: ${message}`);
    }
    const line = article.getByRole('listitem').filter({ hasText: 'Aprover Type = 2;' });
    expect(await line.locator('mark').allTextContents()).toContain('Aprover Type');
    await tabTo(page, 'button', /^Save approval.txt with \d fix/);
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('approval.txt');
    const fixed = await runCommand(['approval', 'lint', '--fix', 'approval.txt'], { cwd: folder });
    expect(readFileSync(await saved.path()).equals(fixed.bytes)).toBe(true);
    expect(fixed.bytes.equals(readFileSync(join(folder, 'approval.txt')))).toBe(false);
  });

  it('shows both readings side by side, and marks in words where they differ', async () => {
    await using opened = await open('mistakes');
    const table = articleOf(opened.page, 'ceremony/approval.txt').getByRole('table');
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      'What',
      'As written',
      'As the HSM’s tool reads it',
    ]);
    const rows = await table.getByRole('row').allTextContents();
    expect(rows.filter((row) => row.includes('(differs)')).map((row) => row.slice(0, 10))).toEqual([
      'Approvers2',
      'Approver 2',
    ]);
  });

  it('reads a digest out in the words that token show --words has', async () => {
    await using opened = await open('token-alone');
    const article = articleOf(opened.page, 'ceremony/officer1.token');
    const summary = article.getByText('in words to compare by telephone');
    await summary.focus();
    await opened.page.keyboard.press('Enter');
    const words = (await wordsOf(article.getByRole('list').first())).split(/\s+/);
    const { stdout } = await runCommand(['token', 'show', 'officer1.token', '--words'], {
      cwd: scenes.folder('token-alone'),
    });
    expect(words).toHaveLength(32);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(words.slice(0, 4).join(' '));
  });

  it('takes what is dropped anywhere, folders and files, and later ones for the same', async () => {
    await using opened = await browser.openFile(PAGE);
    const { page, complaints } = opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    // Chromium opens no dropped folder that lies in /dev, where the tests' folder may be.
    const folder = mkdtempSync('/tmp/mofn-dropped-');
    const copyOf = (scene: Scene): string => {
      const copy = join(folder, scene, 'ceremony');
      cpSync(scenes.folder(scene), copy, { recursive: true });
      return copy;
    };
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await drop(page, [copyOf('wrong-signature')]);
    const article = articleOf(page, 'ceremony/approval.txt');
    await article.waitFor();
    expect(await wordsOf(article)).toContain('officer2’s signature is wrong');
    await drop(page, [copyOf('sound')]);
    await expect.poll(() => wordsOf(article)).toContain('Enough: 2 of 2 approvals');
    expect(complaints).toEqual([]);
  });

  it('says which signatures are at hand that a file of the newer kind does not have yet', async () => {
    await using opened = await open('newer');
    const words = await wordsOf(articleOf(opened.page, 'ceremony/officer1.json'));
    expect(words).toContain('Not enough yet: 0 of 2 approvals');
    const [line = ''] = /^mofn approval add .*/m.exec(words) ?? [];
    expect(line).toBe("mofn approval add officer1.json 'officer2=from officer2.sig' --write");
    const copy = mkdtempSync(join(tmpdir(), 'mofn-newer-'));
    onTestFinished(() => rmSync(copy, { recursive: true }));
    cpSync(scenes.folder('newer'), copy, { recursive: true });
    const argv = ['approval', 'add', 'officer1.json', 'officer2=from officer2.sig', '--write'];
    await runCommand(argv, { cwd: copy });
    await choose(opened.page, 'Choose files', join(copy, 'officer1.json'));
    const added = articleOf(opened.page, /^officer1.json$/);
    expect(await wordsOf(added)).toContain('Not enough yet: 1 of 2 approvals');
  });

  it('says which policy is not met, where another one is', async () => {
    await using opened = await open('two-policies');
    const article = articleOf(opened.page, 'ceremony/approval.txt');
    const words = await wordsOf(article);
    const check = async (policy: string): Promise<boolean> => {
      const argv = ['policy', 'check', policy, '--set', 'approval.txt'];
      const { stdout } = await runCommand([...argv, '--request', 'request.signed.json', '--json'], {
        cwd: scenes.folder('two-policies'),
      });
      return JSON.parse(stdout).met;
    };
    expect([await check('payment.toml'), await check('policy.toml')]).toEqual([true, false]);
    expect(words).toMatch(/The policy [\w/]*policy.toml is not met\n+Enough: 2 of 2 approvals/);
    expect(words).toMatch(/What the policy [\w/]*payment.toml says: met/);
    expect(words).toMatch(/What is asked for\n+operation\n+createUser CU bob/);
  });

  it('has the licences of others that stand in it', async () => {
    await using opened = await browser.openFile(PAGE);
    const foot = opened.page.getByRole('contentinfo');
    await foot.getByText('Licences').click();
    expect(await wordsOf(foot)).toMatch(
      /preact [\d.]+\nLicence: MIT[\s\S]*Permission is hereby granted/,
    );
  });

  it('forgets all files when it is told to', async () => {
    await using opened = await open('sound');
    const { page } = opened;
    await tabTo(page, 'button', 'Forget all files');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What it tells you' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(0);
  });

  it('shows names and values as text, whatever is in them', async () => {
    await using opened = await open('hostile');
    const { page, complaints } = opened;
    const name = HOSTILE_NAME.replace('\u202e', '\\u202e');
    const article = articleOf(page, `ceremony/${name}`);
    expect(await wordsOf(article)).toContain('<b>officer1\\u202e</b>');
    expect(await page.locator('img, b, iframe').count()).toBe(0);
    expect(await wordsOf(page.locator('body'))).not.toContain('\u202e');
    expect(complaints).toEqual([]);
  });

  it('says so where nothing of a quorum is among the files', async () => {
    const file = join(scenes.folder('sound'), '..', 'notes.txt');
    writeFileSync(file, 'buy milk\n');
    await using opened = await browser.openFile(PAGE);
    await choose(opened.page, 'Choose files', file);
    rmSync(file);
    expect(await wordsOf(opened.page.getByRole('main'))).toContain(
      'There is no token, approval file, request or policy among these files.',
    );
  });
});

/** What is to be read there. */
async function wordsOf(place: Locator): Promise<string> {
  return (await place.allInnerTexts()).join('\n');
}

/** As a person drops them from another window. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 20,
      y: 20,
      data: { items: [], files: [...files], dragOperationsMask: 1 },
    });
  }
}
