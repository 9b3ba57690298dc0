/**
 * Actions: what a request set in motion. An action outlives the object it worked on (clients poll `delete_server` after
 * the server is gone), locks what it works on, and is written down with all its job needs, so that a restarted API runs
 * it again instead of forgetting it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { locked } from './errors.ts';
import type { Kind } from './records.ts';
import type { Collection, Store } from './store.ts';

export interface Subject {
  readonly type: Kind;
  readonly id: number;
}

export interface ActionRecord {
  readonly id: number;
  readonly command: string;
  status: 'running' | 'success' | 'error';
  /** Percent. */
  progress: number;
  readonly started: string;
  finished: string | null;
  readonly resources: readonly Subject[];
  error: { code: string; message: string } | null;
  /** What the job needs beyond the resources. */
  readonly params: Readonly<Record<string, number | string | boolean | null>>;
  readonly locks: readonly Subject[];
  /** The action that has to succeed before this one begins. */
  readonly after: number | null;
}

/** The work of one command. It must be safe to run again after a crash. A thrown error becomes the action's error. */
export type Job = (action: ActionRecord) => Promise<void>;

export interface StartOptions {
  readonly params?: ActionRecord['params'];
  /** Defaults to the first resource. */
  readonly locks?: readonly Subject[];
  readonly after?: ActionRecord;
}

/** Finished actions beyond this many are forgotten, oldest first, once they are an hour old. */
const keptActions = 500;
const keptMs = 60 * 60 * 1000;

const keyOf = ({ type, id }: Subject): string => `${type}:${id}`;

export class Actions {
  readonly #store: Store;
  readonly #records: Collection<ActionRecord>;
  readonly #now: () => Date;
  readonly #delayMs: number;
  readonly #log: (line: string) => void;
  readonly #jobs = new Map<string, Job>();
  readonly #underWay = new Map<number, Promise<void>>();
  #stopped = false;

  constructor(options: { store: Store; now: () => Date; delayMs: number; log: (line: string) => void }) {
    this.#store = options.store;
    this.#records = options.store.collection<ActionRecord>('actions');
    this.#now = options.now;
    this.#delayMs = options.delayMs;
    this.#log = options.log;
  }

  get records(): Collection<ActionRecord> {
    return this.#records;
  }

  /** Says what a command does. */
  on(command: string, job: Job): void {
    if (this.#jobs.has(command)) throw new Error(`two jobs for the command ${command}`);
    this.#jobs.set(command, job);
  }

  /** Begins an action; its job runs after the caller's reply. */
  start(command: string, resources: readonly Subject[], options: StartOptions = {}): ActionRecord {
    if (!this.#jobs.has(command)) throw new Error(`no job for the command ${command}`);
    const action = this.#insert(command, resources, options);
    this.#launch(action);
    return action;
  }

  /** An action that had nothing to wait for: it is finished when the caller hears of it. */
  done(command: string, resources: readonly Subject[]): ActionRecord {
    const action = this.#insert(command, resources, { locks: [] });
    this.#finish(action, null);
    return action;
  }

  isLocked(subject: Subject): boolean {
    return this.#lockedKeys().has(keyOf(subject));
  }

  /** @throws ApiError 423 */
  requireUnlocked(...subjects: readonly Subject[]): void {
    for (const subject of subjects) if (this.isLocked(subject)) throw locked(subject.type, subject.id);
  }

  /** Runs again what was running when the last process ended. */
  resume(): void {
    for (const action of this.#records.all()) if (action.status === 'running') this.#launch(action);
  }

  /** Begins nothing new and waits for the jobs that are under way, at most so long; the rest is resumed at the next start. */
  async settle(timeoutMs: number): Promise<void> {
    this.#stopped = true;
    await Promise.race([Promise.allSettled(this.#underWay.values()), sleep(timeoutMs, undefined, { ref: false })]);
  }

  #insert(command: string, resources: readonly Subject[], options: StartOptions): ActionRecord {
    this.#forgetOld();
    return this.#records.insert({
      id: this.#store.takeId(),
      command,
      status: 'running',
      progress: 0,
      started: this.#now().toISOString(),
      finished: null,
      resources,
      error: null,
      params: options.params ?? {},
      locks: options.locks ?? resources.slice(0, 1),
      after: options.after?.id ?? null,
    });
  }

  #launch(action: ActionRecord): void {
    const before = action.after === null ? undefined : this.#underWay.get(action.after);
    const run = (before ?? Promise.resolve())
      .then(() => this.#run(action))
      .catch((error: unknown) => this.#log(`action ${action.id} ${action.command}: ${messageOf(error)}`))
      .finally(() => this.#underWay.delete(action.id));
    this.#underWay.set(action.id, run);
  }

  async #run(action: ActionRecord): Promise<void> {
    const first = action.after === null ? undefined : this.#records.get(action.after);
    if (first?.status === 'running') return; // its process is being ended: both are resumed together
    await sleep(this.#delayMs);
    if (this.#stopped) return;
    if (first?.status === 'error') {
      this.#finish(action, new Error(`${first.command} failed before: ${first.error?.message}`));
    } else {
      action.progress = 50;
      this.#store.touch();
      try {
        const job = this.#jobs.get(action.command);
        if (job === undefined) throw new Error('this version of the lab cannot resume it');
        await job(action);
        this.#finish(action, null);
      } catch (error) {
        this.#log(`action ${action.id} ${action.command} failed: ${messageOf(error)}`);
        this.#finish(action, error);
      }
    }
    await this.#store.flush();
  }

  #finish(action: ActionRecord, error: unknown): void {
    action.status = error === null ? 'success' : 'error';
    action.error = error === null ? null : { code: 'action_failed', message: messageOf(error) };
    action.progress = 100;
    action.finished = this.#now().toISOString();
    this.#store.touch();
  }

  #lockedKeys(): ReadonlySet<string> {
    return this.#store.derived('locks', () => {
      const running = this.#records.filter((action) => action.status === 'running');
      return new Set(running.flatMap((action) => action.locks.map(keyOf)));
    });
  }

  #forgetOld(): void {
    if (this.#records.size < keptActions) return;
    const oldest = new Date(this.#now().getTime() - keptMs).toISOString();
    let surplus = this.#records.size - keptActions;
    for (const action of this.#records.all()) {
      if (surplus <= 0 || action.finished === null || action.finished > oldest) return;
      this.#records.remove(action.id);
      surplus--;
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The action as the API shows it. */
export function actionView(action: ActionRecord): object {
  const { id, command, status, progress, started, finished, resources, error } = action;
  return { id, command, status, progress, started, finished, resources, error };
}
