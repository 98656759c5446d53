/** A file by what stands on disk: two names of it are one. */
export interface DiskFile {
  readonly id: string;
  readonly bytes: number;
}

/** Adds up files that may have several names, by hard links: each counts once, until the last of them is gone. */
export class DiskUse {
  readonly #names = new Map<string, number>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  add(files: readonly DiskFile[]): void {
    for (const { id, bytes } of files) {
      const names = this.#names.get(id) ?? 0;
      if (names === 0) this.#bytes += bytes;
      this.#names.set(id, names + 1);
    }
  }

  remove(files: readonly DiskFile[]): void {
    for (const { id, bytes } of files) {
      const names = this.#names.get(id) ?? 0;
      if (names === 1) this.#bytes -= bytes;
      if (names > 0) this.#names.set(id, names - 1);
    }
  }
}
