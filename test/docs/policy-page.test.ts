import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

const PAGE = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
const work = useOfficerFolder();
/** A minute after the token was made. */
const now = (1_700_000_000 + 60) * 1000;

const run = (words: string) => runCommand(words.split(' '), { cwd: work.folder, now });

/** The example, with the digests of the keys that are here. */
function writeExample(): void {
  const [, example = ''] = /^```toml example\n(.*?)^```$/ms.exec(PAGE) ?? [];
  const toml = example.replaceAll(
    /file = "(\w+)\.pub", sha256 = "[0-9a-f]{64}"/g,
    (_, name: string) => {
      const digest = createHash('sha256').update(takeKey(name).spki).digest('hex');
      return `file = "${name}.pub", sha256 = "${digest}"`;
    },
  );
  writeFileSync(work.path('payment.toml'), toml);
}

it('the example of docs/policy.md is sound, and says what the page says', async () => {
  writeExample();
  const linted = await run('policy lint payment.toml');
  expect(linted.code, linted.stdout).toBe(0);
  expect(linted.stdout).toContain('info stronger-than-cluster: asks for 3');
  const { code, stdout } = await run(
    'policy check payment.toml --set approval.txt --request request.signed.json',
  );
  expect(code, stdout).toBe(0);
  const approval = work.read('approval.txt').toString();
  const alone = approval.split('Approver Type').slice(0, 2).join('Approver Type');
  writeFileSync(work.path('approval.txt'), alone.replace('= 2;\n', '= 1;\n'));
  const missing = await run(
    'policy check payment.toml --set approval.txt --request request.signed.json',
  );
  const [, shown = ''] = /^```\n(rule 2 .*?)^```$/ms.exec(PAGE) ?? [];
  expect(missing.stdout).toContain(shown);
});

it('its rule about keys is sound', async () => {
  writeExample();
  const [, rule = ''] = /^```toml example-rule\n(.*?)^```$/ms.exec(PAGE) ?? [];
  const toml = `${work.read('payment.toml')}\n${rule}`;
  writeFileSync(work.path('keys.toml'), toml);
  const linted = await run('policy lint keys.toml --json');
  expect(linted.code, linted.stdout).toBe(0);
});

it('its commands do what they say', async () => {
  writeExample();
  const [, commands = ''] = /^## Signed policies\n\n```sh\n(.*?)^```$/ms.exec(PAGE) ?? [];
  const lines = commands.trim().split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    const { code, stderr } = await run(line.replace(/^mofn /, ''));
    expect(code, line + stderr).toBe(0);
  }
});

it('has every state of an approval, and every key of the schema', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../docs/policy.schema.json', import.meta.url), 'utf8'),
  );
  const rows = [...PAGE.matchAll(/^\| (.*?) \|/gm)].map(([, head = '']) => head).join(' ');
  const { person, key, rule } = schema.$defs;
  for (const { properties } of [schema, person, key, rule]) {
    for (const name of Object.keys(properties)) {
      const word = { people: 'people.ID', cluster: 'cluster.m-values', rules: '[rules]' }[name];
      expect(rows).toContain(word ?? `\`${name}\``);
    }
  }
});
