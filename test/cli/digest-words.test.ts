import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();

const mofn = (words: readonly string[], stdin = '') =>
  runCommand(words, { cwd: work.folder, stdin });

/** Words of lines as the program prints them. */
const wordsIn = (lines: string): readonly string[] => lines.match(/[A-Za-z]{4,}/g) ?? [];

/** Wikipedia, "PGP word list": a fingerprint of PGP, and how it is read out. */
const HEX = 'e58294f2e9a227486e8b061b31cc528fd7fa3f19';
const WORDS = `topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish Medusa
  afflict bravado chatter revolver Dupont midsummer stopwatch whimsical cowbell bottomless`;

describe('mofn digest words', () => {
  it('says a digest in numbered lines of four', async () => {
    for (const named of [HEX, HEX.toUpperCase(), HEX.replaceAll(/..(?!$)/g, '$&:')]) {
      expect(await mofn(['digest', 'words', named])).toMatchObject({
        code: 0,
        stdout: `SHA-1 ${HEX}
   1  topmost      Istanbul     Pluto        vagabond
   5  treadmill    Pacific      brackish     dictator
   9  goldfish     Medusa       afflict      bravado
  13  chatter      revolver     Dupont       midsummer
  17  stopwatch    whimsical    cowbell      bottomless
`,
        stderr: '',
      });
    }
  });

  it('says the digest of a file that sha256sum has of it', async () => {
    const digest = execFileSync('sha256sum', [work.path('approval.txt')], {
      encoding: 'utf8',
    }).slice(0, 64);
    const named = JSON.parse((await mofn(['digest', 'words', 'approval.txt', '--json'])).stdout);
    const given = JSON.parse((await mofn(['digest', 'words', digest, '--json'])).stdout);
    expect(named).toEqual({ ...given, file: 'approval.txt' });
    expect(given).toMatchObject({ file: null, digest, words: { length: 32 } });
    const stdin = work.read('approval.txt').toString();
    expect((await mofn(['digest', 'words', '-'], stdin)).stdout).toMatch(
      new RegExp(`^SHA-256 of standard input: ${digest}\n`),
    );
  });

  it('takes a file for a file where its name is a digest', async () => {
    writeFileSync(work.path(HEX), 'a file');
    expect((await mofn(['digest', 'words', HEX])).stdout).toMatch(/^SHA-1 /);
    expect((await mofn(['digest', 'words', `./${HEX}`])).stdout).toMatch(/^SHA-256 of /);
  });

  it.each([HEX.slice(2), `${HEX}00`, HEX.slice(1), `0x${HEX}`])(
    'takes what has not the length of a digest for a file: %s',
    async (named) => {
      const { code, stderr } = await mofn(['digest', 'words', named]);
      expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining(named) });
    },
  );

  it('says of a file with a token that the token has a digest of its own', async () => {
    const { stderr } = await mofn(['digest', 'words', 'officer1.json']);
    expect(stderr).toMatch(/^note: .*: mofn token show --words officer1\.json\n$/);
    expect((await mofn(['digest', 'words', 'officer1.json', '-q'])).stderr).toBe('');
    expect((await mofn(['digest', 'words', 'officer1.token'])).stderr).toBe('');
  });
});

describe('mofn digest compare', () => {
  const compare = (said: string, ...more: string[]) =>
    mofn(['digest', 'compare', HEX, ...more, said]);

  it('agrees with the words, quoted or not, typed or read', async () => {
    const agrees = { code: 0, stdout: `agrees: 20 words, those of the SHA-1 ${HEX}\n` };
    expect(await compare(WORDS)).toMatchObject(agrees);
    expect(await mofn(['digest', 'compare', HEX, ...WORDS.split(/\s+/)])).toMatchObject(agrees);
    const printed = (await mofn(['digest', 'words', HEX])).stdout.replace(/^.*\n/, '');
    expect(await mofn(['digest', 'compare', HEX, '-'], printed)).toMatchObject(agrees);
  });

  it('takes all that was printed, headline and all', async () => {
    const printed = (await mofn(['digest', 'words', 'approval.txt'])).stdout;
    expect(printed).toMatch(/^SHA-256 of /);
    for (const pasted of [printed, printed.replaceAll(/\s+/g, ' ')]) {
      expect(await mofn(['digest', 'compare', 'approval.txt', pasted])).toMatchObject({
        code: 0,
        stdout: 'agrees: 32 words, those of the SHA-256 of "approval.txt"\n',
      });
    }
  });

  it.each([
    [1, 'first of 20 is right; 19 are missing\n  words 2 to 20 are missing'],
    [4, 'first 4 of 20 are right; 16 are missing\n  words 5 to 20 are missing'],
    [19, 'first 19 of 20 are right; 1 is missing\n  word 20 is missing: bottomless'],
  ])('says of a beginning of %i words that it is right', async (length, told) => {
    const said = WORDS.split(/\s+/).slice(0, length).join(' ');
    expect(await compare(said)).toMatchObject({
      code: 1,
      stdout: `differs: of the words of the SHA-1 ${HEX} the ${told}\n`,
    });
  });

  it.each(['', ' 1 2 ', `SHA-1 ${HEX}`])('says that there are no words: "%s"', async (said) => {
    const stdout = `no words: nothing was compared with the SHA-1 ${HEX}\n`;
    expect(await compare(said)).toMatchObject({ code: 1, stdout });
  });

  it('says which word is wrong, and how', async () => {
    const said = WORDS.replace('Pluto', 'Scotland')
      .replace('Pacific ', '')
      .replace('dictator', 'dictater')
      .replace('Medusa', 'Medusa Medusa')
      .replace('chatter revolver', 'revolver chatter')
      .replace('stopwatch', 'Saturday')
      .replace('bottomless', 'bottomless please');
    expect(await compare(said)).toMatchObject({
      code: 1,
      stdout: `differs: 14 of 20 words of the SHA-1 ${HEX} are right
  word 3: found Scotland, expected Pluto
  word 6 is missing: Pacific
  word 8: found "dictater", which is in no list; it may have been dictator, which would be right
  word 10 was said twice: Medusa
  words 13 and 14 were exchanged, expected chatter revolver
  word 17: found Saturday, a word of the other list, expected stopwatch
  one word too many after word 20: please
`,
      stderr: '',
    });
  });

  it('says the same to programs', async () => {
    const said = WORDS.replace('Pacific ', '');
    expect(JSON.parse((await compare(said, '--json')).stdout)).toEqual({
      schemaVersion: 1,
      file: null,
      digest: HEX,
      of: 'digest',
      agrees: false,
      right: 19,
      said: 19,
      saidDigest: null,
      differences: [
        {
          code: 'missing',
          word: 6,
          expected: ['Pacific'],
          said: null,
          nearest: null,
          message: 'word 6 is missing: Pacific',
        },
      ],
    });
  });

  it('names the digest that the words are of, where they are of another file', async () => {
    const { stdout } = await mofn(['digest', 'words', 'request.json']);
    const [, digest = '', words = ''] = /: ([0-9a-f]{64})\n([\s\S]*)/.exec(stdout) ?? [];
    const found = await mofn(['digest', 'compare', 'approval.txt', words]);
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(/^differs: \d of 32 words of the SHA-256 of "approval\.txt" /);
    expect(found.stdout).toContain(`\n  these are the words of another digest: ${digest}\n`);
    expect(await mofn(['digest', 'compare', 'request.json', words])).toMatchObject({ code: 0 });
  });

  it('shows nothing that a terminal would act upon', async () => {
    const { stdout } = await compare(`\u001b[2J\u202e${WORDS}`);
    for (const unsafe of ['\u001b', '\u202e']) expect(stdout).not.toContain(unsafe);
    expect(stdout).toContain('one word too many before the first: J');
  });
});

describe('mofn token show --words', () => {
  it.each(['officer1.token', 'officer1.json'])(
    'says the digest of the token in %s',
    async (name) => {
      const { stdout } = await mofn(['token', 'show', name, '--words']);
      const [, digest = '', words = ''] =
        /SHA-256: {4}([0-9a-f]{64})\n {2}in words: ([\s\S]{4,}?)(?=\n {2}[a-z]|$)/.exec(stdout) ??
        [];
      expect(wordsIn(words)).toHaveLength(32);
      expect(await mofn(['digest', 'compare', digest, words])).toMatchObject({ code: 0 });
      const json = JSON.parse((await mofn(['token', 'show', name, '--words', '--json'])).stdout);
      expect(json.words).toEqual(wordsIn(words));
      const bare = JSON.parse((await mofn(['token', 'show', name, '--json'])).stdout);
      expect(bare).not.toHaveProperty('words');
    },
  );

  it('is compared with the file that has the token in it', async () => {
    const shown = (await mofn(['token', 'show', 'officer1.json', '--words'])).stdout;
    const compare = (said: string, ...more: string[]) =>
      mofn(['digest', 'compare', 'officer1.json', ...more, said]);
    const found = await compare(shown);
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toBe(
      `agrees: 32 words, those of the token in "officer1.json"
  so it is the same token; the file may still have other approvals in it
`,
    );
    const json = JSON.parse((await compare(shown, '--json')).stdout);
    expect(json).toMatchObject({ of: 'token', agrees: true });
    expect(shown).toContain(json.digest);
    const [, first = ''] = /in words: +1(.*)/.exec(shown) ?? [];
    expect(await compare(first)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('token in "officer1.json" the first 4 of 32 are right'),
    });
    const ofFile = (await mofn(['digest', 'words', 'officer1.json', '-q'])).stdout;
    expect(await compare(ofFile)).toMatchObject({
      code: 0,
      stdout: 'agrees: 32 words, those of the SHA-256 of "officer1.json"\n',
    });
    expect(await compare(`${shown.replace(first, '')}`)).toMatchObject({ code: 1 });
  });
});
