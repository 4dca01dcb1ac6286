/** The page's engine, here and in Chromium, asked the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { browserCrypto } from '../../src/page/crypto/browser-crypto.ts';
import type { DroppedFile, PageModel, PageOptions } from '../../src/page/engine/page-model.ts';
import { readPage } from '../../src/page/engine/read-page.ts';
import { NO_FILES, takeFiles } from '../../src/page/engine/take-files.ts';
import type { OpenedPage } from '../support/chromium.ts';

/** Whatever looks at files. */
export type Engine = (files: readonly DroppedFile[], options: PageOptions) => Promise<PageModel>;

/** As the page does it, with files that were dropped together. */
export function lookAtFiles(files: readonly DroppedFile[], options: PageOptions): PageModel {
  return readPage(takeFiles(NO_FILES, files), options, browserCrypto);
}

export const engineHere: Engine = async (files, options) =>
  lookAtFiles(
    files.map(({ path, bytes }) => ({ path, bytes: Uint8Array.from(bytes) })),
    options,
  );

/** The same sources, bundled as the page's script is, in an open page of Chromium: bytes go there and back as base64. */
export async function engineIn({ page }: OpenedPage): Promise<Engine> {
  await page.evaluate(await bundleEngine());
  return async (files, options) => {
    const handed = files.map(({ path, bytes }) => ({
      path,
      bytes: Buffer.from(bytes).toString('base64'),
    }));
    const answer = await page.evaluate(
      `answerInPage(${JSON.stringify(handed)}, ${JSON.stringify(options)})`,
    );
    return JSON.parse(answer as string, revive);
  };
}

/** A script that makes `answerInPage`. */
async function bundleEngine(): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { PAGE_SETTINGS } = await import(
    new URL('../../scripts/build-page.mjs', import.meta.url).href
  );
  const { outputFiles } = await build({
    ...PAGE_SETTINGS,
    absWorkingDir: root,
    write: false,
    stdin: {
      resolveDir: root,
      contents: `
        import { browserCrypto } from './src/page/crypto/browser-crypto.ts';
        import { readPage } from './src/page/engine/read-page.ts';
        import { NO_FILES, takeFiles } from './src/page/engine/take-files.ts';
        const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const encode = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
        const replace = (_, value) => value instanceof Uint8Array ? { base64: encode(value) } : value;
        globalThis.answerInPage = (files, options) => JSON.stringify(
          readPage(takeFiles(NO_FILES, files.map(({ path, bytes }) => ({ path, bytes: decode(bytes) }))), options, browserCrypto), replace);`,
    },
  });
  return outputFiles?.[0]?.text ?? '';
}

function revive(_: string, value: unknown): unknown {
  const isBytes = typeof value === 'object' && value !== null && 'base64' in value;
  return isBytes ? Uint8Array.from(Buffer.from(String(value.base64), 'base64')) : value;
}

/** A folder, as a browser hands it over: each path begins with `dropped/`. */
export function dropFolder(folder: string): readonly DroppedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      const path = `dropped${full.slice(folder.length)}`;
      return { path, bytes: Uint8Array.from(readFileSync(full)) };
    });
}
