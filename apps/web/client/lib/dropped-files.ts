/** A file with its path inside of what was dropped, `12/ser`. */
export interface PickedFile {
  readonly path: string;
  readonly file: File;
}

/** No more is read from a dropped folder: the server refuses it anyway. */
const MOST_FILES = 500;

/** Files and whole folders of a drop, folders walked to the bottom. */
export async function droppedFiles(transfer: DataTransfer): Promise<PickedFile[]> {
  const entries = [...transfer.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const plain = [...transfer.files];
  const found: PickedFile[] = [];
  if (entries.every((entry) => entry === null)) return plain.map((file) => ({ path: file.name, file }));
  for (const entry of entries) if (entry) await walk(entry, '', found);
  return found;
}

/** Files of an `<input type="file">`, with the folder's own path where it was a folder. */
export const pickedFiles = (files: Iterable<File>): PickedFile[] =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

async function walk(entry: FileSystemEntry, folder: string, found: PickedFile[]): Promise<void> {
  if (found.length >= MOST_FILES) return;
  const path = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return;
    for (const child of batch) await walk(child, `${path}/`, found);
  }
}
