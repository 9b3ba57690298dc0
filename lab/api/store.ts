/**
 * Everything the API knows, in memory and in one JSON file. Records are plain mutable objects: whoever changes one calls
 * `touch`, and nobody tells a caller that it happened before `flush` has put it on disk.
 */
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { StateDamaged } from './state-damaged.ts';
import { holdLock } from './state-lock.ts';

export interface Stored {
  readonly id: number;
}

/** Objects of one kind, in the order of their ids. */
export interface Collection<T extends Stored> {
  get(id: number): T | undefined;
  all(): IterableIterator<T>;
  find(predicate: (record: T) => boolean): T | undefined;
  filter(predicate: (record: T) => boolean): T[];
  insert(record: T): T;
  remove(id: number): void;
  readonly size: number;
}

const snapshotSchema = z.object({
  schemaVersion: z.literal(1),
  nextId: z.int().positive(),
  cursors: z.record(z.string(), z.string()),
  collections: z.record(z.string(), z.array(z.looseObject({ id: z.int().positive() }))),
});

/** Ids start here so that none is mistaken for a count, a port or a catalogue id in a log. */
const firstId = 100_001;

export class Store {
  readonly path: string;
  /** Grows with every change; readers key what they derive on it. */
  version = 0;
  #written = 0;
  #nextId = firstId;
  #writing: Promise<void> | undefined;
  #release: () => Promise<void>;
  readonly #cursors = new Map<string, string>();
  readonly #tables = new Map<string, Map<number, Stored>>();
  readonly #derived = new Map<string, { version: number; value: unknown }>();

  private constructor(path: string, release: () => Promise<void>) {
    this.path = path;
    this.#release = release;
  }

  /**
   * Opens the state of a directory, which belongs to one process at a time.
   * @throws StateDamaged the file is there and cannot be used; it is left exactly as it was
   * @throws StateHeld another process has the directory
   */
  static async open(directory: string): Promise<Store> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const release = await holdLock(join(directory, 'state.lock'));
    const store = new Store(join(directory, 'state.json'), release);
    try {
      await store.#load(join(directory, 'state.previous.json'));
    } catch (error) {
      await release();
      throw error;
    }
    return store;
  }

  /** A number that no object of any kind ever had or will have. */
  takeId(): number {
    return this.#nextId++;
  }

  /** A remembered position, such as the last address handed out. */
  cursor(name: string): string | undefined {
    return this.#cursors.get(name);
  }

  setCursor(name: string, value: string): void {
    this.#cursors.set(name, value);
  }

  collection<T extends Stored>(name: string): Collection<T> {
    const rows = (this.#tables.get(name) ?? new Map()) as Map<number, T>;
    this.#tables.set(name, rows);
    return {
      get: (id) => rows.get(id),
      all: () => rows.values(),
      find: (predicate) => {
        for (const row of rows.values()) if (predicate(row)) return row;
        return undefined;
      },
      filter: (predicate) => [...rows.values()].filter(predicate),
      insert: (record) => {
        rows.set(record.id, record);
        this.touch();
        return record;
      },
      remove: (id) => {
        rows.delete(id);
        this.touch();
      },
      get size() {
        return rows.size;
      },
    };
  }

  /** Something computed from the records, kept until the next change. */
  derived<V>(name: string, compute: () => V): V {
    const known = this.#derived.get(name);
    if (known?.version === this.version) return known.value as V;
    const value = compute();
    this.#derived.set(name, { version: this.version, value });
    return value;
  }

  touch(): void {
    this.version++;
  }

  /** Resolves once everything up to now is on disk. Concurrent callers share one write. */
  async flush(): Promise<void> {
    const wanted = this.version;
    while (this.#written < wanted) {
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
      });
      await this.#writing;
    }
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#release();
  }

  async #write(): Promise<void> {
    const version = this.version;
    await writeFileAtomic(this.path, this.#snapshot(), { mode: 0o600 });
    this.#written = version;
  }

  #snapshot(): string {
    const collections = Object.fromEntries([...this.#tables].map(([name, rows]) => [name, [...rows.values()]]));
    const cursors = Object.fromEntries(this.#cursors);
    return `${JSON.stringify({ schemaVersion: 1, nextId: this.#nextId, cursors, collections })}\n`;
  }

  async #load(previous: string): Promise<void> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw new StateDamaged(this.path, previous, error);
    }
    let parsed: z.output<typeof snapshotSchema>;
    try {
      parsed = snapshotSchema.parse(JSON.parse(text));
    } catch (error) {
      throw new StateDamaged(this.path, previous, error);
    }
    await copyFile(this.path, previous); // the last state that could be read, for the day this one cannot
    this.#nextId = parsed.nextId;
    for (const [name, value] of Object.entries(parsed.cursors)) this.#cursors.set(name, value);
    for (const [name, rows] of Object.entries(parsed.collections)) {
      this.#tables.set(name, new Map(rows.map((row) => [row.id, row])));
      // A hand-edited file must not make the counter give an id out twice.
      for (const row of rows) this.#nextId = Math.max(this.#nextId, row.id + 1);
    }
  }
}
