/**
 * Machines on paper: every wish is granted at once and nothing runs. For the API alone, for its conformance run, and for
 * anybody who needs a Hetzner to talk to.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Driver, Feature, FirewallRule, MachineSpec, PowerState, VolumeSpec } from '../driver.ts';

export interface PaperMachine {
  spec: MachineSpec;
  power: PowerState;
  rules: readonly FirewallRule[] | null;
  volumes: VolumeSpec[];
}

const savedSchema = z.record(z.string().regex(/^\d+$/), z.looseObject({ power: z.enum(['running', 'off']) }));

export class NoneDriver implements Driver {
  readonly name = 'none';
  readonly features: ReadonlySet<Feature> = new Set<Feature>(['private-networks', 'rescue', 'iso', 'backups']);
  readonly #machines = new Map<number, PaperMachine>();
  readonly #file: string | undefined;

  /** @param file where the machines are kept, so that they "run on" while the API is restarted. @default only in memory */
  constructor(file?: string) {
    this.#file = file;
    if (file !== undefined) this.#load(file);
  }

  /** For tests: what the API has asked for so far. */
  get machines(): ReadonlyMap<number, PaperMachine> {
    return this.#machines;
  }

  async create(spec: MachineSpec): Promise<void> {
    if (!this.#machines.has(spec.id)) this.#machines.set(spec.id, { spec, power: 'off', rules: null, volumes: [] });
    this.#save();
  }

  async start(spec: MachineSpec, rules: readonly FirewallRule[] | null): Promise<void> {
    const machine = this.#machine(spec.id);
    Object.assign(machine, { spec, rules, power: 'running' });
    this.#save();
  }

  async stop(id: number): Promise<void> {
    this.#machine(id).power = 'off';
    this.#save();
  }

  async destroy(id: number): Promise<void> {
    this.#machines.delete(id);
    this.#save();
  }

  async setFirewall(id: number, rules: readonly FirewallRule[] | null): Promise<void> {
    this.#machine(id).rules = rules;
    this.#save();
  }

  async attachVolume(id: number, volume: VolumeSpec): Promise<void> {
    const machine = this.#machine(id);
    machine.volumes = [...machine.volumes.filter((one) => one.id !== volume.id), volume];
    this.#save();
  }

  async detachVolume(id: number, volume: VolumeSpec): Promise<void> {
    const machine = this.#machine(id);
    machine.volumes = machine.volumes.filter((one) => one.id !== volume.id);
    this.#save();
  }

  async states(): Promise<ReadonlyMap<number, PowerState>> {
    return new Map([...this.#machines].map(([id, machine]) => [id, machine.power]));
  }

  #machine(id: number): PaperMachine {
    const machine = this.#machines.get(id);
    if (machine === undefined) throw new Error(`there is no machine ${id}: it was never created, or is destroyed`);
    return machine;
  }

  #load(file: string): void {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    try {
      const saved = savedSchema.parse(JSON.parse(text));
      for (const [id, machine] of Object.entries(saved))
        this.#machines.set(Number(id), machine as unknown as PaperMachine);
    } catch (error) {
      throw new Error(
        `Cannot read the paper machines in ${file}.\n  Why:  ${(error as Error).message}\n  Next: remove the file; every server is then shown as off.`,
        { cause: error },
      );
    }
  }

  #save(): void {
    if (this.#file === undefined) return;
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(this.#machines)), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}
