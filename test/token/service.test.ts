import { describe, expect, it } from 'vitest';
import {
  findService,
  findServiceByName,
  findServiceByWord,
  isKeyService,
  SERVICE,
  SERVICES,
} from '../../src/token/service.ts';

describe('services', () => {
  it('stand in the table at their numbers', () => {
    expect(SERVICES.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const { number, code } of SERVICES) expect(SERVICE[code]).toBe(number);
    expect(findService(3)?.name).toBe('USER_MGMT');
    expect(findService(8)).toBeUndefined();
  });

  it('of keys are two', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].filter(isKeyService)).toEqual([5, 6]);
  });

  it.each<[string, number | undefined, number | undefined]>([
    ['user-management', 3, 3],
    ['quorum-management', 4, 4],
    ['key-usage', 5, 5],
    ['key-management', 6, 6],
    ['cluster-management', 7, 7],
    ['USER_MGMT', undefined, 3],
    ['CLONING', undefined, 2],
    ['user', undefined, 3],
    ['quorum', undefined, 4],
    ['cluster', undefined, 7],
    ['3', undefined, 3],
    ['7', undefined, 7],
    ['8', undefined, undefined],
    ['', undefined, undefined],
    ['User', undefined, undefined],
  ])('are known by what a file calls them, and by any word: %j', (word, byName, byWord) => {
    expect(findServiceByName(word)?.number).toBe(byName);
    expect(findServiceByWord(word)?.number).toBe(byWord);
  });
});
