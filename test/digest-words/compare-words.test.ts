import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWords } from '../../src/digest-words/compare-words.ts';
import { EVEN_WORDS, ODD_WORDS } from '../../src/digest-words/word-lists.ts';
import { wordsOfDigest } from '../../src/digest-words/words-of-digest.ts';

const DIGEST = 'e58294f2e9a2';

const digests = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

describe('words held against a digest', () => {
  it.each([
    ['other case and blanks', '  TOPMOST\tistanbul\nPluto   Vagabond treadMILL pacific\r\n'],
    ['numbered lines', '1. topmost Istanbul Pluto vagabond\n5. treadmill Pacific'],
    ['words written as two', 'top most Istan bul Pluto vaga-bond tread\nmill Pacific'],
    [
      'the headline of digest words',
      `SHA-256 of "topmost: x": ${'ab'.repeat(32)}
   1  topmost Istanbul Pluto vagabond
   5  treadmill Pacific
note: this is the digest of the file, which changes`,
    ],
    [
      'a headline on the same line',
      `SHA-1 ${'ab'.repeat(20)} 1 topmost Istanbul Pluto vagabond 5 treadmill Pacific`,
    ],
    [
      'what is shown of a token',
      `bob.json: quorum token of bob
  SHA-256:    ${'ab'.repeat(32)}
  in words:    1  topmost Istanbul Pluto vagabond
               5  treadmill Pacific
  signatures: topmost (not checked)`,
    ],
    ['commas and hyphens', 'topmost-Istanbul-Pluto, vagabond, treadmill; Pacific.'],
  ])('agree with %s', (_, said) => {
    expect(compareWords(DIGEST, said)).toMatchObject({
      agrees: true,
      right: 6,
      differences: [],
      saidDigest: DIGEST,
    });
  });

  it.each([
    [
      'another word',
      'topmost Istanbul Scotland vagabond treadmill Pacific',
      { code: 'other', at: 3, expected: 'Pluto', said: 'Scotland', isOfOtherList: false },
    ],
    [
      'a word of the other list',
      'topmost Istanbul Saturday vagabond treadmill Pacific',
      { code: 'other', at: 3, expected: 'Pluto', said: 'Saturday', isOfOtherList: true },
    ],
    [
      'a misspelt word',
      'topmost Istambul Pluto vagabond treadmill Pacific',
      { code: 'unknown', at: 2, expected: 'Istanbul', said: 'Istambul', nearest: 'Istanbul' },
    ],
    [
      'a misspelt word that was not the right one',
      'topmost Jupitre Pluto vagabond treadmill Pacific',
      { code: 'unknown', at: 2, expected: 'Istanbul', said: 'Jupitre', nearest: 'Jupiter' },
    ],
    [
      'a word that none is near to',
      'topmost Constantinople Pluto vagabond treadmill Pacific',
      {
        code: 'unknown',
        at: 2,
        expected: 'Istanbul',
        said: 'Constantinople',
        nearest: undefined,
      },
    ],
    [
      'a word left out',
      'topmost Istanbul vagabond treadmill Pacific',
      { code: 'missing', at: 3, expected: 'Pluto' },
    ],
    [
      'the last word left out',
      'topmost Istanbul Pluto vagabond treadmill',
      { code: 'missing', at: 6, expected: 'Pacific' },
    ],
    [
      'a word said twice',
      'topmost Istanbul Pluto Pluto vagabond treadmill Pacific',
      { code: 'extra', at: 3, said: 'Pluto', isRepeated: true },
    ],
    [
      'a word too many in front',
      'hello topmost Istanbul Pluto vagabond treadmill Pacific',
      { code: 'extra', at: 0, said: 'hello', isRepeated: false },
    ],
    [
      'a word too many at the end',
      'topmost Istanbul Pluto vagabond treadmill Pacific please',
      { code: 'extra', at: 6, said: 'please', isRepeated: false },
    ],
    [
      'two words exchanged',
      'topmost Istanbul vagabond Pluto treadmill Pacific',
      { code: 'swapped', at: 3, expected: ['Pluto', 'vagabond'] },
    ],
  ])('tell of %s, and of nothing else', (_, said, difference) => {
    expect(compareWords(DIGEST, said)).toMatchObject({ agrees: false, differences: [difference] });
  });

  it('are not enough where only the beginning was said, or nothing at all', () => {
    expect(compareWords(DIGEST, 'topmost Istanbul').differences).toHaveLength(4);
    expect(compareWords(DIGEST, '').differences).toHaveLength(6);
    expect(compareWords(DIGEST, '')).toMatchObject({ agrees: false, said: 0, right: 0 });
  });

  it('are told as a beginning where they are one, however long', () => {
    fc.assert(
      fc.property(digests, fc.integer({ min: 1, max: 31 }), (digest, length) => {
        const said = wordsOfDigest(digest).slice(0, length);
        const found = compareWords(digest, said.join(' '));
        expect(found).toMatchObject({ agrees: false, isBeginning: true, said: length });
        expect(found.saidDigest).toBeUndefined();
        expect(compareWords(digest, `${said.join(' ')} hello`).isBeginning).toBe(false);
      }),
    );
    expect(compareWords(DIGEST, '').isBeginning).toBe(false);
  });

  it('are never joined where each is a word', () => {
    const words = new Set([...EVEN_WORDS, ...ODD_WORDS].map((word) => word.toLowerCase()));
    const made = [...words].filter((word) =>
      [...word].some((_, at) => words.has(word.slice(0, at)) && words.has(word.slice(at))),
    );
    expect(made).toEqual([]);
  });

  it('name the digest that they are of, where it is another', () => {
    const other = createHash('sha256').update('another').digest('hex');
    const said = wordsOfDigest(other).join(' ');
    const found = compareWords(createHash('sha256').update('this').digest('hex'), said);
    expect(found).toMatchObject({ agrees: false, saidDigest: other });
  });

  it('agree with what they were made of, and with nothing else', () => {
    fc.assert(
      fc.property(digests, digests, (one, other) => {
        const words = wordsOfDigest(one).join(' ');
        expect(compareWords(one, words)).toMatchObject({ agrees: true, right: 32 });
        expect(compareWords(other, words).agrees).toBe(one === other);
      }),
    );
  });

  it('never agree after any edit of the words', () => {
    const anyWord = fc.constantFrom(...EVEN_WORDS, ...ODD_WORDS, 'hello');
    fc.assert(
      fc.property(digests, fc.nat({ max: 31 }), fc.nat({ max: 2 }), fc.array(anyWord), edited),
    );
    function edited(digest: string, at: number, taken: number, put: readonly string[]) {
      const words = [...wordsOfDigest(digest)];
      const removed = words.splice(at, taken, ...put);
      const isSame = removed.join() === put.join();
      const found = compareWords(digest, words.join(' '));
      expect(found.agrees).toBe(isSame || words.join() === wordsOfDigest(digest).join());
    }
  });

  it('lead from what was said back to the digest, by the differences alone', () => {
    const wrong = fc.constantFrom('omitted', 'repeated', 'swapped', 'replaced');
    fc.assert(
      fc.property(digests, fc.nat({ max: 30 }), wrong, (digest, at, how) => {
        const words = [...wordsOfDigest(digest)];
        const [word = '', next = ''] = words.slice(at);
        if (how === 'omitted') words.splice(at, 1);
        if (how === 'repeated') words.splice(at, 0, word);
        if (how === 'swapped') words.splice(at, 2, next, word);
        if (how === 'replaced') words.splice(at, 1, 'hello');
        const { differences } = compareWords(digest, words.join(' '));
        expect(differences).toHaveLength(1);
        // A word that stands twice in a digest may be the one or the other of both.
        const found = differences[0];
        const code = { omitted: 'missing', repeated: 'extra', swapped: 'swapped' }[
          how as 'omitted'
        ];
        expect(found?.code).toBe(code ?? 'unknown');
      }),
    );
  });

  it('take no longer for whole files of words', () => {
    const found = compareWords(DIGEST, 'aardvark '.repeat(1_000_000));
    expect(found).toMatchObject({ agrees: false, said: 512 });
    expect(compareWords(DIGEST, 'a'.repeat(5_000_000)).agrees).toBe(false);
  });

  it('are the same with accents and without, however those are written', () => {
    for (const said of ['zulu Yucatán', 'ZULU Yucata\u0301n', 'Zulu yucatan']) {
      expect(compareWords('ffff', said).agrees).toBe(true);
    }
  });
});
