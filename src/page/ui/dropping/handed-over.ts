/** Files as they are handed over: picked one by one, picked as a folder, dropped with folders among them. */
import { MOST_FILES } from '../../engine/take-files.ts';
import { type DroppedItem, listItems } from './dropped-items.ts';
import type { HandedFile } from './read-files.ts';

/** Folders in folders; deeper ones are left alone. */
const MOST_LEVELS = 8;

export interface HandedOver {
  readonly files: readonly HandedFile[];
  /** There are more files than a page takes, or deeper ones, and they were left out. */
  readonly isCut: boolean;
  /** Paths of what cannot be opened. */
  readonly unreadable: readonly string[];
}

/** Of an input element; of a folder the paths begin with its name. */
export function listPicked(list: FileList | null): HandedOver {
  const files = [...(list ?? [])].map((file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
  }));
  return {
    files: files.slice(0, MOST_FILES),
    isCut: files.length > MOST_FILES,
    unreadable: [],
  };
}

/** Of a drop; to be called while its event is handled. */
export async function listDropped(transfer: DataTransfer): Promise<HandedOver> {
  const files: HandedFile[] = [];
  const unreadable: string[] = [];
  let isCut = false;
  const visit = async (item: DroppedItem, above: readonly string[]): Promise<void> => {
    const path = [...above, item.name].join('/');
    if (isCut || files.length === MOST_FILES || above.length > MOST_LEVELS) {
      isCut = true;
      return;
    }
    try {
      if (item.kind === 'file') files.push({ path, file: await item.open() });
      else for (const inner of await item.list()) await visit(inner, [...above, item.name]);
    } catch {
      unreadable.push(path);
    }
  };
  for (const item of await listItems(transfer)) await visit(item, []);
  return { files, isCut, unreadable };
}
