import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUNDLE_FILES, PIECE_FOLDERS } from '../../src/evidence/piece.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';

const PAGE = readFileSync(new URL('../../docs/evidence.md', import.meta.url), 'utf8');
const SCHEMA: { readonly $defs: Readonly<Record<string, Schema>> } = JSON.parse(
  readFileSync(new URL('../../docs/evidence.schema.json', import.meta.url), 'utf8'),
);
const work = useOfficerFolder();
const [openssl, jq] = [requireProgram('openssl'), requireProgram('jq')];

/** The commands of a block, as ```` ```sh NAME ```` begins it. */
function blockOf(name: string): string {
  const [, commands] = new RegExp(`^\`\`\`sh ${name}\n(.*?)^\`\`\`$`, 'ms').exec(PAGE) ?? [];
  if (commands === undefined) throw new Error(`no block ${name}`);
  return commands;
}

function run(commands: string): string {
  return execFileSync('bash', ['-euo', 'pipefail', '-c', commands], {
    cwd: work.folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${resolve('bin')}${delimiter}${process.env['PATH'] ?? ''}` },
  });
}

describe('docs/evidence.md', () => {
  it.skipIf(!openssl.has || !jq.has)(
    `openssl verifies a request ${openssl.label}${jq.label}`,
    () => {
      const commands = blockOf('by-hand');
      expect(run(commands)).toBe('Verified OK\n');
      expect(() => run(commands.replace('officer1.pub', 'officer2.pub'))).toThrow();
    },
  );

  it('a digest is read over the telephone', () => {
    const commands = blockOf('telephone');
    expect(run(commands)).toMatch(/\nagrees: 32 words, those of the SHA-256 of "request\.json"\n$/);
    const another = commands.replace('compare request.json', 'compare approval.txt');
    expect(() => run(another)).toThrow();
  });

  it('has a row for each contradiction, and for each claim that cannot be checked', () => {
    for (const kind of ['contradiction', 'unchecked']) {
      const codes = (SCHEMA.$defs[kind]?.oneOf ?? []).flatMap(
        ({ properties }) => properties?.['code']?.enum ?? [],
      );
      expect(codes.length).toBeGreaterThan(5);
      for (const code of codes) expect(PAGE).toMatch(new RegExp(`^\\|[^|]*\`${code}\``, 'm'));
    }
  });

  it('says what stands in each folder of a bundle', () => {
    for (const folder of Object.values(PIECE_FOLDERS)) {
      if (folder !== '') expect(PAGE).toMatch(new RegExp(`^\\|[^|]*\`${folder}/\``, 'm'));
    }
    for (const file of Object.values(BUNDLE_FILES)) expect(PAGE).toContain(`| \`${file}\` |`);
  });

  it('answers auditors by fields that manifests have', () => {
    const [, table = ''] = /^## What auditors ask for\n(.*?)(?=^## )/ms.exec(`${PAGE}\n## `) ?? [];
    const answers = [...table.matchAll(/^\|(?:[^|]*\|){2}([^|]*)\|/gm)].map(
      ([, cell = '']) => cell,
    );
    const fields = answers.flatMap((cell) =>
      [...cell.matchAll(/`([a-z]\w*(?:\[\]|\.\w+)*)`/gi)].map(([, name = '']) => name),
    );
    const named = fields.filter((name) => !/^(report\.html|recheck\.sh)$/.test(name));
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !hasField(name))).toEqual([]);
  });
});

/** As much of a JSON schema as says which members there are. */
interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Whether the schema of manifests has a field of the findings, as `ceremony.steps[].who`. */
function hasField(path: string): boolean {
  let here = [SCHEMA.$defs['findings']];
  for (const step of path.match(/\w+|\[\]/g) ?? []) {
    here = here
      .flatMap(choicesOf)
      .map((schema) => (step === '[]' ? schema.items : schema.properties?.[step]));
  }
  return here.some((schema) => schema !== undefined);
}

function choicesOf(schema: Schema | undefined): readonly Schema[] {
  if (schema === undefined) return [];
  const name = schema.$ref?.replace('#/$defs/', '');
  const others = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (name !== undefined) others.push(SCHEMA.$defs[name] ?? {});
  return [schema, ...others.flatMap(choicesOf)];
}
