/**
 * What was dropped, as files and folders, by whichever way the browser has: Chromium opens what is in dropped folders
 * only by handles on a page from file:// (an entry there fails with EncodingError), others have only entries.
 */

export interface DroppedFolder {
  readonly kind: 'folder';
  readonly name: string;
  /** @throws where it cannot be listed */
  list(): Promise<readonly DroppedItem[]>;
}

export type DroppedItem =
  | {
      readonly kind: 'file';
      readonly name: string;
      /** @throws where it cannot be opened */
      open(): Promise<Blob>;
    }
  | DroppedFolder;

/** File System Access API: what of it is needed, which not every browser has. */
interface Handle {
  readonly kind: 'file' | 'directory';
  readonly name: string;
  getFile(): Promise<File>;
  values(): AsyncIterable<Handle>;
}

interface Item {
  getAsFileSystemHandle?: () => Promise<Handle | null>;
}

/** Lists what was dropped. It asks the browser at once, as what was dropped is gone when the event is over. */
export async function listItems(transfer: DataTransfer): Promise<readonly DroppedItem[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const found = items.map((item) => ({
    handle: (item as Item).getAsFileSystemHandle?.().catch(() => null),
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  const listed: DroppedItem[] = [];
  for (const { handle, entry, file } of found) {
    const opened = await handle;
    if (entry?.isDirectory !== true && file !== null) {
      listed.push({ kind: 'file', name: file.name, open: () => Promise.resolve(file) });
    } else if (opened) listed.push(ofHandle(opened));
    else if (entry !== null) listed.push(ofEntry(entry));
  }
  return listed;
}

function ofHandle(handle: Handle): DroppedItem {
  const { name } = handle;
  if (handle.kind === 'file') return { kind: 'file', name, open: () => handle.getFile() };
  return {
    kind: 'folder',
    name,
    async list() {
      const found: DroppedItem[] = [];
      for await (const inner of handle.values()) found.push(ofHandle(inner));
      return found;
    },
  };
}

function ofEntry(entry: FileSystemEntry): DroppedItem {
  const { name } = entry;
  if (isFolder(entry)) return { kind: 'folder', name, list: () => listEntries(entry) };
  const file = entry as FileSystemFileEntry;
  return {
    kind: 'file',
    name,
    open: () => new Promise((resolve, reject) => file.file(resolve, reject)),
  };
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Entries come in pieces, until one is empty. */
async function listEntries(folder: FileSystemDirectoryEntry): Promise<readonly DroppedItem[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const piece = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (piece.length === 0) return found.map(ofEntry);
    for (const entry of piece) found.push(entry);
  }
}
