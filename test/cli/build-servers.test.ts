import { expect, it } from 'vitest';
import type { OutputStream } from '../../src/cli/context.ts';
import { createContext } from '../../src/cli/output/create-printer.ts';
import type { Printer } from '../../src/cli/printer.ts';
import { paint } from '../../src/cli/printer.ts';

async function printed(
  env: Readonly<Record<string, string>>,
  act: (printer: Printer) => void,
): Promise<string> {
  let text = '';
  const stream: OutputStream = {
    isTTY: false,
    columns: 80,
    write: (data) => {
      text += data.toString();
    },
  };
  const stdin = { isTTY: false, async *pieces() {} };
  const world = { stdin, stdout: stream, stderr: stream, env, cwd: '/', now: () => 0 };
  act((await createContext(world)).stdout);
  return text;
}

/** As the runner of GitHub Actions looks for commands (ActionCommand.TryParseV2 and TryParse). */
function isCommand(line: string): boolean {
  return line.trimStart().startsWith('::') || /##\[[^\]]*\]/.test(line);
}

it.each([
  ['GITHUB_ACTIONS', '::set-env name=PATH::/tmp'],
  ['GITHUB_ACTIONS', ' \u00a0\u3000::error::x'],
  ['GITHUB_ACTIONS', 'a ##[command]b ##[x]'],
  ['TF_BUILD', 'a ##vso[task.setvariable variable=x]y'],
  ['TEAMCITY_VERSION', "##teamcity[setParameter name='a']"],
])('under %s, lines of text are no commands: %j', async (variable, line) => {
  const text = await printed({ [variable]: 'true' }, (printer) => {
    printer.printLine(line);
    // Nor where a line is put together.
    printer.printLine([paint('strong', line.slice(0, 1)), line.slice(1)]);
    printer.writeDeviceText(`${line}\n`);
  });
  for (const shown of text.split('\n')) {
    expect(isCommand(shown)).toBe(false);
    expect(shown).not.toMatch(/##\w*\[/);
  }
});

it('coloured, none either', async () => {
  const env = { GITHUB_ACTIONS: 'true', FORCE_COLOR: '1' };
  const line = ['::error::', paint('strong', '::x::##[y]')];
  const text = await printed(env, (printer) => printer.printLine(line));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what it is about
  const shown = text.replaceAll(/\x1b\[\d+m/g, '');
  expect(isCommand(shown)).toBe(false);
});

it('elsewhere nothing changes', async () => {
  const line = '::error::x ##[y]';
  expect(await printed({}, (printer) => printer.printLine(line))).toBe(`${line}\n`);
  expect(await printed({}, (printer) => printer.writeDeviceText(line))).toBe(line);
});

it('JSON has none, wherever it is read', async () => {
  const text = await printed({}, (printer) => printer.printJson({ a: '##[x] ##vso[y]' }));
  expect(text).not.toMatch(/##\w*\[/);
  expect(JSON.parse(text)).toEqual({ a: '##[x] ##vso[y]' });
});
